// Written by `cargo xtask regen` from spec/openapi.yaml. Do not edit.

use bitsight_users::{responses, types};
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use crate::{argument, client::Client, outcome, pager::Pager};
#[wasm_bindgen]
impl Client {
    /**List users

One page of the account's users, company tokens included. Every filter that is given has to match.

A page can hold fewer entries than `limit`, even none, and still not be the last one: go on until
`links.next` is null. `count` is the number of matches on all pages together.

Documented by Bitsight in "GET: Users".*/
    #[wasm_bindgen(js_name = "listUsers")]
    pub fn list_users(&self, query: &JsValue, options: &JsValue) -> Promise {
        let query = argument::request(query);
        self.call(
            options,
            move |client| async move {
                let response = client.list_users_raw(&query?).await?;
                let response = response.checked(&responses::USER_PAGE, false)?;
                Ok(outcome::success(&response))
            },
        )
    }
    ///The pages of `listUsers`, one by one.
    #[wasm_bindgen(js_name = "listUsersPages")]
    pub fn list_users_pages(
        &self,
        query: &JsValue,
        options: &JsValue,
    ) -> Result<Pager, JsValue> {
        self.pages::<types::UserPage>(query, options)
    }
    /**Create a user

Adds a user to the account. Only an Admin may do this.

An account may create up to 300 users a month. Whoever needs more waits for the next month or asks Bitsight
support.

A success can come without a body. The new user's guid then has to be found by its email address
(`list_users` with `email`). The same look-up is the way to learn what became of a request whose answer
never arrived; sending it again blindly can use up quota or meet a conflict.

Documented by Bitsight in "POST: Create a New User".*/
    #[wasm_bindgen(js_name = "createUser")]
    pub fn create_user(&self, body: &JsValue, options: &JsValue) -> Promise {
        let body = argument::request(body);
        self.call(
            options,
            move |client| async move {
                let response = client.create_user_raw(&body?).await?;
                let response = response.checked(&responses::USER, false)?;
                Ok(outcome::success(&response))
            },
        )
    }
    /**Get a user

Everything the API tells about one user.

Documented by Bitsight in "GET: User Details".*/
    #[wasm_bindgen(js_name = "getUser")]
    pub fn get_user(&self, user_guid: &JsValue, options: &JsValue) -> Promise {
        let user_guid = argument::string("user_guid", user_guid);
        self.call(
            options,
            move |client| async move {
                let response = client.get_user_raw(&user_guid?).await?;
                let response = response.checked(&responses::USER, false)?;
                Ok(outcome::success(&response))
            },
        )
    }
    /**Edit a user

Changes the fields that are sent and leaves all others as they are. Only an Admin may do this.

The account status can't be edited here: it is not among the documented fields. What the answer's body
looks like isn't documented either, so it can be the edited user or nothing.

Documented by Bitsight in "PATCH: Edit a User".*/
    #[wasm_bindgen(js_name = "editUser")]
    pub fn edit_user(
        &self,
        user_guid: &JsValue,
        body: &JsValue,
        options: &JsValue,
    ) -> Promise {
        let user_guid = argument::string("user_guid", user_guid);
        let body = argument::request(body);
        self.call(
            options,
            move |client| async move {
                let response = client.edit_user_raw(&user_guid?, &body?).await?;
                let response = response.checked(&responses::USER, true)?;
                Ok(outcome::success(&response))
            },
        )
    }
    /**Delete a user

Removes a user for good. Only an Admin may do this.

There is no way back, and the folders that this user created and shared are deleted along with the account.
Hand such folders to another owner first.

Documented by Bitsight in "DELETE: Delete a User".*/
    #[wasm_bindgen(js_name = "deleteUser")]
    pub fn delete_user(&self, user_guid: &JsValue, options: &JsValue) -> Promise {
        let user_guid = argument::string("user_guid", user_guid);
        self.call(
            options,
            move |client| async move {
                let response = client.delete_user_raw(&user_guid?).await?;
                Ok(outcome::success(&response))
            },
        )
    }
    /**Require two-factor authentication

Makes one user set up two-factor authentication. Only an Admin may do this. Answers 400 for a user who has
it already.

Documented by Bitsight in "POST: Require a User to Implement 2FA".*/
    #[wasm_bindgen(js_name = "requireMfa")]
    pub fn require_mfa(&self, user_guid: &JsValue, options: &JsValue) -> Promise {
        let user_guid = argument::string("user_guid", user_guid);
        self.call(
            options,
            move |client| async move {
                let response = client.require_mfa_raw(&user_guid?).await?;
                Ok(outcome::success(&response))
            },
        )
    }
    /**Reset two-factor authentication

Forgets a user's second factor, so that somebody who lost theirs can set up a new one. Only an Admin may do
this. Answers 400 for a user who has two-factor authentication switched off.

Documented by Bitsight in "POST: Reset 2FA for a User".*/
    #[wasm_bindgen(js_name = "resetMfa")]
    pub fn reset_mfa(&self, user_guid: &JsValue, options: &JsValue) -> Promise {
        let user_guid = argument::string("user_guid", user_guid);
        self.call(
            options,
            move |client| async move {
                let response = client.reset_mfa_raw(&user_guid?).await?;
                Ok(outcome::success(&response))
            },
        )
    }
    /**Resend the activation email

Sends the welcome email with the activation link once more, to a user who didn't get it or lost it. Every
call sends an email. Answers 400 for a user who is active already. Which roles may do this isn't
documented.

Documented by Bitsight in "POST: Resend User Activation Email".*/
    #[wasm_bindgen(js_name = "resendActivationEmail")]
    pub fn resend_activation_email(
        &self,
        user_guid: &JsValue,
        options: &JsValue,
    ) -> Promise {
        let user_guid = argument::string("user_guid", user_guid);
        self.call(
            options,
            move |client| async move {
                let response = client.resend_activation_email_raw(&user_guid?).await?;
                Ok(outcome::success(&response))
            },
        )
    }
    /**Get the user quota

How many users the account has, and how many more it may activate.

Documented by Bitsight in "GET: User Quota".*/
    #[wasm_bindgen(js_name = "getUserQuota")]
    pub fn get_user_quota(&self, options: &JsValue) -> Promise {
        self.call(
            options,
            move |client| async move {
                let response = client.get_user_quota_raw().await?;
                let response = response.checked(&responses::USER_QUOTA, false)?;
                Ok(outcome::success(&response))
            },
        )
    }
    /**List the companies a user looked at

The companies that a user opened most recently, and those opened most often.

Documented by Bitsight in "GET: Your Company Views".*/
    #[wasm_bindgen(js_name = "listCompanyViews")]
    pub fn list_company_views(
        &self,
        user_guid: &JsValue,
        query: &JsValue,
        options: &JsValue,
    ) -> Promise {
        let user_guid = argument::string("user_guid", user_guid);
        let query = argument::request(query);
        self.call(
            options,
            move |client| async move {
                let response = client
                    .list_company_views_raw(&user_guid?, &query?)
                    .await?;
                let response = response.checked(&responses::COMPANY_VIEWS, false)?;
                Ok(outcome::success(&response))
            },
        )
    }
    /**List access control groups

The account's access control groups and which of them is the default. A group's guid is what `group` takes
when a user is created or edited.

Documented by Bitsight in "GET: Access Control Groups".*/
    #[wasm_bindgen(js_name = "listAccessGroups")]
    pub fn list_access_groups(&self, options: &JsValue) -> Promise {
        self.call(
            options,
            move |client| async move {
                let response = client.list_access_groups_raw().await?;
                let response = response.checked(&responses::ACCESS_GROUPS, false)?;
                Ok(outcome::success(&response))
            },
        )
    }
}
