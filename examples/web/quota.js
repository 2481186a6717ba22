// How many users the account has and may have, in the page's header.
import { users } from "./connection.js";
import { find } from "./dom.js";

export async function loadQuota() {
  const place = find("#quota");
  try {
    const { total_user_count: all, active_user_count: active, total_active_quota: most } = await users.getUserQuota();
    place.textContent = `${all} in all, ${active} of at most ${most} active`;
  } catch (error) {
    // The list reports the problem.
    place.textContent = `Quota unknown (${error.code ?? error.message})`;
  }
}
