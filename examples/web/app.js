// The page's script: sets up the client and puts the parts of the page together.
import { connect } from "./connection.js";
import { find } from "./dom.js";
import { focusUser, load, loadGroups, startList } from "./list.js";
import { offerToResume, openProvision, startProvision } from "./provision.js";
import { loadQuota } from "./quota.js";
import { startSelection } from "./selection.js";
import { openCreate, openUser, startUser } from "./user.js";

/** Everything that a change of the account can have changed. */
const refresh = () => Promise.all([load(), loadQuota()]);

startList({ open: openUser });
startUser({
  /** `guid` is whom the dialog was about, if there still is one. */
  async changed(guid) {
    await refresh();
    focusUser(guid);
  },
});
startProvision({ changed: refresh });
startSelection({ edit: openProvision });
find("#open-create").addEventListener("click", openCreate);
find("#open-provision").addEventListener("click", () => openProvision());
const connected = () => Promise.all([refresh(), loadGroups(), offerToResume()]);
if (connect(connected)) await connected();
// For tests: from here on the page reacts.
document.body.dataset.ready = "";
