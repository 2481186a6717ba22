// The limit: nothing but `fetch` and `JSON.parse`.
export default function open({ baseUrl, token }) {
  const authorization = `Basic ${btoa(`${token}:`)}`;
  const read = async (response) => {
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status}: ${text}`);
    return JSON.parse(text);
  };
  return {
    async create(user) {
      const headers = { authorization, "content-type": "application/json" };
      return read(await fetch(`${baseUrl}/v2/users`, { method: "POST", headers, body: JSON.stringify(user) }));
    },
    async list(limit) {
      return read(await fetch(`${baseUrl}/v2/users?limit=${limit}`, { headers: { authorization } }));
    },
  };
}
