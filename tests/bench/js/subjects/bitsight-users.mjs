// This project, with its defaults.
import { BitsightUsers } from "bitsight-users";

export default function open({ baseUrl, token }) {
  const users = new BitsightUsers({ baseUrl, token, dangerouslyAllowBrowser: true });
  return {
    create: (user) => users.createUser(user),
    list: (limit) => users.listUsers({ limit }),
  };
}
