// How many users the account has and may have, in the page's header.
import { users } from "./connection.js";
import { find } from "./dom.js";

/** What the service sends for "no limit". */
const UNLIMITED = 99_999;

export async function loadQuota() {
  const place = find("#quota");
  try {
    const quota = await users.getUserQuota();
    const { total_user_count: all, active_user_count: active, total_active_quota: most, remaining_active_quota: left } = quota;
    const seats = most === UNLIMITED ? "no limit" : `${left} of ${most} seats free`;
    place.textContent = `${all} users, ${active} of them active, ${seats}`;
  } catch (error) {
    // The list reports the problem.
    place.textContent = `Quota unknown (${error.code ?? error.message})`;
  }
}
