// The actions on a user besides editing, by the user's state.

/** The account's status isn't among them: the API can't change it. */
const ACTIONS = [
  {
    label: "Resend activation email",
    // The others have activated already. Every call sends an email.
    applies: (user) => user.status !== "Activated",
    run: (users, guid, options) => users.resendActivationEmail(guid, options),
    done: "The activation email was sent again.",
  },
  {
    label: "Require two-factor",
    // A state that isn't known here rules nothing out.
    applies: (user) => !["Pending", "Enabled"].includes(user.mfa_status),
    run: (users, guid, options) => users.requireMfa(guid, options),
    done: "Two-factor authentication is required from now on.",
  },
  {
    label: "Reset two-factor",
    applies: (user) => user.mfa_status !== "Not Enabled",
    confirm: {
      title: "Reset two-factor authentication?",
      text: "The second factor that this user has set up is forgotten.",
      yes: "Reset",
    },
    run: (users, guid, options) => users.resetMfa(guid, options),
    done: "Two-factor authentication was reset.",
  },
  {
    label: "Delete user",
    danger: true,
    applies: () => true,
    run: (users, guid, options) => users.deleteUser(guid, options),
    done: "User deleted",
    ends: true,
  },
];

/** The actions that may succeed for a user. */
export function actionsFor(user) {
  const confirmDelete = {
    title: `Delete ${user.formal_name || user.email}?`,
    text:
      "This can't be undone. The folders that this user created and shared are deleted as well; hand them to " +
      "another owner first if they are still needed.",
    yes: "Delete for good",
  };
  return ACTIONS.filter((action) => action.applies(user)).map((action) =>
    action.ends ? { ...action, confirm: confirmDelete } : action,
  );
}
