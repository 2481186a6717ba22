// Written by `cargo xtask regen` from spec/openapi.yaml. Do not edit.

use crate::schema::{Members, Object, View, Viewed};
use crate::types::{
    open::{Known, Open},
    patch::Patch, request::{Request, Sealed},
};
use super::client::types;
use super::schemas;
impl Known for types::AccountStatus {}
impl Known for types::KnownFeature {}
impl Known for types::KnownGroupExpansion {}
impl Known for types::KnownLandingPage {}
impl Known for types::KnownMfaStatus {}
impl Known for types::KnownRole {}
impl Known for types::KnownSortKey {}
impl Viewed for types::AccountStatus {
    fn view(&self) -> Option<View<'_>> {
        Some(View::Listed(self))
    }
}
impl Viewed for types::FeatureValue {
    fn view(&self) -> Option<View<'_>> {
        Some(View::of(self))
    }
}
///The query parameters of [`Client::list_users`](crate::Client::list_users).
#[derive(Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ListUsersQuery {
    ///The largest number of entries on a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    ///How many matches to skip before the page begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
    ///Free text, searched for in all searchable attributes of a user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /**The attributes to order by, the most significant first, written as in the response (`formal_name`,
`group.name`). A leading `-` reverses the order.*/
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<Vec<Open<types::KnownSortKey>>>,
    ///Only the user who has exactly this email address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    ///Text to search for in email addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_q: Option<String>,
    ///Text to search for in full names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formal_name_q: Option<String>,
    ///Only the users with these guids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guid: Option<Vec<String>>,
    /**Only users of one of these access control groups, given by guid.

The service calls it `group.guid`.*/
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_guid: Option<Vec<String>>,
    /**Only users who have one of these roles.

The service calls it `roles.slug`.*/
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roles_slug: Option<Vec<Open<types::KnownRole>>>,
    ///Only users whose account is in one of these states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Vec<Open<types::AccountStatus>>>,
    /**`true`: only contacts, that is users to whom colleagues are referred who want companies added to the
portfolio. A list without this filter may leave them out.*/
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_available_for_contact: Option<bool>,
    ///`true`: only company tokens; `false`: only people. A list without this filter may leave company tokens out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_company_api_token: Option<bool>,
    ///`true`: only users who are the preferred contact for a company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_preferred_contact: Option<bool>,
}
impl Sealed for ListUsersQuery {
    const SCHEMA: &'static Object = &schemas::LIST_USERS_QUERY;
}
impl Request for ListUsersQuery {}
impl Members for ListUsersQuery {
    fn member(&self, number: usize, _: &str) -> Option<View<'_>> {
        match number {
            0usize => self.limit.view(),
            1usize => self.offset.view(),
            2usize => self.q.view(),
            3usize => self.sort.view(),
            4usize => self.email.view(),
            5usize => self.email_q.view(),
            6usize => self.formal_name_q.view(),
            7usize => self.guid.view(),
            8usize => self.group_guid.view(),
            9usize => self.roles_slug.view(),
            10usize => self.status.view(),
            11usize => self.is_available_for_contact.view(),
            12usize => self.is_company_api_token.view(),
            13usize => self.is_preferred_contact.view(),
            _ => None,
        }
    }
}
impl ListUsersQuery {
    /// Whether no field is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
/// Shows the fields that are set.
impl std::fmt::Debug for ListUsersQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut set = f.debug_struct("ListUsersQuery");
        if let Some(value) = &self.limit {
            set.field("limit", value);
        }
        if let Some(value) = &self.offset {
            set.field("offset", value);
        }
        if let Some(value) = &self.q {
            set.field("q", value);
        }
        if let Some(value) = &self.sort {
            set.field("sort", value);
        }
        if let Some(value) = &self.email {
            set.field("email", value);
        }
        if let Some(value) = &self.email_q {
            set.field("email_q", value);
        }
        if let Some(value) = &self.formal_name_q {
            set.field("formal_name_q", value);
        }
        if let Some(value) = &self.guid {
            set.field("guid", value);
        }
        if let Some(value) = &self.group_guid {
            set.field("group_guid", value);
        }
        if let Some(value) = &self.roles_slug {
            set.field("roles_slug", value);
        }
        if let Some(value) = &self.status {
            set.field("status", value);
        }
        if let Some(value) = &self.is_available_for_contact {
            set.field("is_available_for_contact", value);
        }
        if let Some(value) = &self.is_company_api_token {
            set.field("is_company_api_token", value);
        }
        if let Some(value) = &self.is_preferred_contact {
            set.field("is_preferred_contact", value);
        }
        set.finish()
    }
}
impl ListUsersQuery {
    /// With no field set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    ///The largest number of entries on a page.
    #[must_use]
    pub fn limit(mut self, value: u32) -> Self {
        self.limit = Some(value);
        self
    }
    ///How many matches to skip before the page begins.
    #[must_use]
    pub fn offset(mut self, value: u32) -> Self {
        self.offset = Some(value);
        self
    }
    ///Free text, searched for in all searchable attributes of a user.
    #[must_use]
    pub fn q(mut self, value: impl Into<String>) -> Self {
        self.q = Some(value.into());
        self
    }
    /**The attributes to order by, the most significant first, written as in the response (`formal_name`,
`group.name`). A leading `-` reverses the order.*/
    #[must_use]
    pub fn sort(
        mut self,
        value: impl IntoIterator<Item = impl Into<Open<types::KnownSortKey>>>,
    ) -> Self {
        self.sort = Some(value.into_iter().map(Into::into).collect());
        self
    }
    ///Only the user who has exactly this email address.
    #[must_use]
    pub fn email(mut self, value: impl Into<String>) -> Self {
        self.email = Some(value.into());
        self
    }
    ///Text to search for in email addresses.
    #[must_use]
    pub fn email_q(mut self, value: impl Into<String>) -> Self {
        self.email_q = Some(value.into());
        self
    }
    ///Text to search for in full names.
    #[must_use]
    pub fn formal_name_q(mut self, value: impl Into<String>) -> Self {
        self.formal_name_q = Some(value.into());
        self
    }
    ///Only the users with these guids.
    #[must_use]
    pub fn guid(mut self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.guid = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /**Only users of one of these access control groups, given by guid.

The service calls it `group.guid`.*/
    #[must_use]
    pub fn group_guid(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.group_guid = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /**Only users who have one of these roles.

The service calls it `roles.slug`.*/
    #[must_use]
    pub fn roles_slug(
        mut self,
        value: impl IntoIterator<Item = impl Into<Open<types::KnownRole>>>,
    ) -> Self {
        self.roles_slug = Some(value.into_iter().map(Into::into).collect());
        self
    }
    ///Only users whose account is in one of these states.
    #[must_use]
    pub fn status(
        mut self,
        value: impl IntoIterator<Item = impl Into<Open<types::AccountStatus>>>,
    ) -> Self {
        self.status = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /**`true`: only contacts, that is users to whom colleagues are referred who want companies added to the
portfolio. A list without this filter may leave them out.*/
    #[must_use]
    pub fn is_available_for_contact(mut self, value: bool) -> Self {
        self.is_available_for_contact = Some(value);
        self
    }
    ///`true`: only company tokens; `false`: only people. A list without this filter may leave company tokens out.
    #[must_use]
    pub fn is_company_api_token(mut self, value: bool) -> Self {
        self.is_company_api_token = Some(value);
        self
    }
    ///`true`: only users who are the preferred contact for a company.
    #[must_use]
    pub fn is_preferred_contact(mut self, value: bool) -> Self {
        self.is_preferred_contact = Some(value);
        self
    }
}
///A role to give to a user.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RoleAssignment {
    ///The short name of a role. The service can add roles.
    pub slug: Open<types::KnownRole>,
}
impl Sealed for RoleAssignment {
    const SCHEMA: &'static Object = &schemas::ROLE_ASSIGNMENT;
}
impl Request for RoleAssignment {}
impl Members for RoleAssignment {
    fn member(&self, number: usize, _: &str) -> Option<View<'_>> {
        match number {
            0usize => self.slug.view(),
            _ => None,
        }
    }
}
impl From<Open<types::KnownRole>> for RoleAssignment {
    fn from(value: Open<types::KnownRole>) -> Self {
        Self { slug: value }
    }
}
impl From<&str> for RoleAssignment {
    fn from(value: &str) -> Self {
        Self { slug: value.into() }
    }
}
impl From<String> for RoleAssignment {
    fn from(value: String) -> Self {
        Self { slug: value.into() }
    }
}
impl From<types::KnownRole> for RoleAssignment {
    fn from(value: types::KnownRole) -> Self {
        Self { slug: value.into() }
    }
}
impl RoleAssignment {
    ///Starts a `RoleAssignment`.
    pub fn builder() -> RoleAssignmentBuilder<()> {
        RoleAssignmentBuilder { slug: () }
    }
}
///Makes a [`RoleAssignment`]: [`build`](Self::build) exists once every required field is set, in any order.
#[derive(Clone, Debug)]
#[must_use]
pub struct RoleAssignmentBuilder<Slug> {
    slug: Slug,
}
impl<Slug> RoleAssignmentBuilder<Slug> {
    ///The short name of a role. The service can add roles.
    pub fn slug(
        self,
        value: impl Into<Open<types::KnownRole>>,
    ) -> RoleAssignmentBuilder<Open<types::KnownRole>> {
        RoleAssignmentBuilder {
            slug: value.into(),
        }
    }
}
impl RoleAssignmentBuilder<Open<types::KnownRole>> {
    /// The finished value. Its contents are checked when it is sent.
    pub fn build(self) -> RoleAssignment {
        RoleAssignment { slug: self.slug }
    }
}
///A feature and its new value.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FeatureSetting {
    ///The short name of a feature.
    pub slug: Open<types::KnownFeature>,
    ///The value of a feature, mostly true (on) or false (off).
    pub value: types::FeatureValue,
}
impl Sealed for FeatureSetting {
    const SCHEMA: &'static Object = &schemas::FEATURE_SETTING;
}
impl Request for FeatureSetting {}
impl Members for FeatureSetting {
    fn member(&self, number: usize, _: &str) -> Option<View<'_>> {
        match number {
            0usize => self.slug.view(),
            1usize => self.value.view(),
            _ => None,
        }
    }
}
impl FeatureSetting {
    ///Starts a `FeatureSetting`.
    pub fn builder() -> FeatureSettingBuilder<(), ()> {
        FeatureSettingBuilder {
            slug: (),
            value: (),
        }
    }
}
///Makes a [`FeatureSetting`]: [`build`](Self::build) exists once every required field is set, in any order.
#[derive(Clone, Debug)]
#[must_use]
pub struct FeatureSettingBuilder<Slug, Value> {
    slug: Slug,
    value: Value,
}
impl<Slug, Value> FeatureSettingBuilder<Slug, Value> {
    ///The short name of a feature.
    pub fn slug(
        self,
        value: impl Into<Open<types::KnownFeature>>,
    ) -> FeatureSettingBuilder<Open<types::KnownFeature>, Value> {
        FeatureSettingBuilder {
            slug: value.into(),
            value: self.value,
        }
    }
    ///The value of a feature, mostly true (on) or false (off).
    pub fn value(
        self,
        value: impl Into<types::FeatureValue>,
    ) -> FeatureSettingBuilder<Slug, types::FeatureValue> {
        FeatureSettingBuilder {
            slug: self.slug,
            value: value.into(),
        }
    }
}
impl FeatureSettingBuilder<Open<types::KnownFeature>, types::FeatureValue> {
    /// The finished value. Its contents are checked when it is sent.
    pub fn build(self) -> FeatureSetting {
        FeatureSetting {
            slug: self.slug,
            value: self.value,
        }
    }
}
///A user to create.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct NewUser {
    ///The user's preferred name.
    pub friendly_name: String,
    ///The full name.
    pub formal_name: String,
    ///The email address, which is also the login name.
    pub email: String,
    ///The user's role, as an array of exactly one.
    pub roles: Vec<RoleAssignment>,
    ///The state the account starts in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<types::AccountStatus>,
    ///The guid of an access control group (see `list_access_groups`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    ///Whether the account is to be a company token and not a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_company_api_token: Option<bool>,
    ///Whether the user is a contact, to whom colleagues are referred who want companies added to the portfolio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_available_for_contact: Option<bool>,
    ///Features to switch on or off for the user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub features: Option<Vec<FeatureSetting>>,
    ///The first page of the platform for this user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub landing_page: Option<Open<types::KnownLandingPage>>,
    ///Guids of the companies for which this user is the preferred contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preferred_contact_for_entities: Option<Vec<String>>,
}
impl Sealed for NewUser {
    const SCHEMA: &'static Object = &schemas::NEW_USER;
}
impl Request for NewUser {}
impl Members for NewUser {
    fn member(&self, number: usize, _: &str) -> Option<View<'_>> {
        match number {
            0usize => self.friendly_name.view(),
            1usize => self.formal_name.view(),
            2usize => self.email.view(),
            3usize => self.roles.view(),
            4usize => self.status.view(),
            5usize => self.group.view(),
            6usize => self.is_company_api_token.view(),
            7usize => self.is_available_for_contact.view(),
            8usize => self.features.view(),
            9usize => self.landing_page.view(),
            10usize => self.preferred_contact_for_entities.view(),
            _ => None,
        }
    }
}
impl NewUser {
    ///Starts a `NewUser`.
    pub fn builder() -> NewUserBuilder<(), (), (), ()> {
        NewUserBuilder {
            friendly_name: (),
            formal_name: (),
            email: (),
            roles: (),
            status: Default::default(),
            group: Default::default(),
            is_company_api_token: Default::default(),
            is_available_for_contact: Default::default(),
            features: Default::default(),
            landing_page: Default::default(),
            preferred_contact_for_entities: Default::default(),
        }
    }
}
///Makes a [`NewUser`]: [`build`](Self::build) exists once every required field is set, in any order.
#[derive(Clone, Debug)]
#[must_use]
pub struct NewUserBuilder<FriendlyName, FormalName, Email, Roles> {
    friendly_name: FriendlyName,
    formal_name: FormalName,
    email: Email,
    roles: Roles,
    status: Option<types::AccountStatus>,
    group: Option<String>,
    is_company_api_token: Option<bool>,
    is_available_for_contact: Option<bool>,
    features: Option<Vec<FeatureSetting>>,
    landing_page: Option<Open<types::KnownLandingPage>>,
    preferred_contact_for_entities: Option<Vec<String>>,
}
impl<
    FriendlyName,
    FormalName,
    Email,
    Roles,
> NewUserBuilder<FriendlyName, FormalName, Email, Roles> {
    ///The user's preferred name.
    pub fn friendly_name(
        self,
        value: impl Into<String>,
    ) -> NewUserBuilder<String, FormalName, Email, Roles> {
        NewUserBuilder {
            friendly_name: value.into(),
            formal_name: self.formal_name,
            email: self.email,
            roles: self.roles,
            status: self.status,
            group: self.group,
            is_company_api_token: self.is_company_api_token,
            is_available_for_contact: self.is_available_for_contact,
            features: self.features,
            landing_page: self.landing_page,
            preferred_contact_for_entities: self.preferred_contact_for_entities,
        }
    }
    ///The full name.
    pub fn formal_name(
        self,
        value: impl Into<String>,
    ) -> NewUserBuilder<FriendlyName, String, Email, Roles> {
        NewUserBuilder {
            friendly_name: self.friendly_name,
            formal_name: value.into(),
            email: self.email,
            roles: self.roles,
            status: self.status,
            group: self.group,
            is_company_api_token: self.is_company_api_token,
            is_available_for_contact: self.is_available_for_contact,
            features: self.features,
            landing_page: self.landing_page,
            preferred_contact_for_entities: self.preferred_contact_for_entities,
        }
    }
    ///The email address, which is also the login name.
    pub fn email(
        self,
        value: impl Into<String>,
    ) -> NewUserBuilder<FriendlyName, FormalName, String, Roles> {
        NewUserBuilder {
            friendly_name: self.friendly_name,
            formal_name: self.formal_name,
            email: value.into(),
            roles: self.roles,
            status: self.status,
            group: self.group,
            is_company_api_token: self.is_company_api_token,
            is_available_for_contact: self.is_available_for_contact,
            features: self.features,
            landing_page: self.landing_page,
            preferred_contact_for_entities: self.preferred_contact_for_entities,
        }
    }
    ///The user's role, as an array of exactly one.
    pub fn roles(
        self,
        value: impl IntoIterator<Item = impl Into<RoleAssignment>>,
    ) -> NewUserBuilder<FriendlyName, FormalName, Email, Vec<RoleAssignment>> {
        NewUserBuilder {
            friendly_name: self.friendly_name,
            formal_name: self.formal_name,
            email: self.email,
            roles: value.into_iter().map(Into::into).collect(),
            status: self.status,
            group: self.group,
            is_company_api_token: self.is_company_api_token,
            is_available_for_contact: self.is_available_for_contact,
            features: self.features,
            landing_page: self.landing_page,
            preferred_contact_for_entities: self.preferred_contact_for_entities,
        }
    }
    ///The state the account starts in.
    pub fn status(mut self, value: impl Into<types::AccountStatus>) -> Self {
        self.status = Some(value.into());
        self
    }
    ///The guid of an access control group (see `list_access_groups`).
    pub fn group(mut self, value: impl Into<String>) -> Self {
        self.group = Some(value.into());
        self
    }
    ///Whether the account is to be a company token and not a person.
    pub fn is_company_api_token(mut self, value: bool) -> Self {
        self.is_company_api_token = Some(value);
        self
    }
    ///Whether the user is a contact, to whom colleagues are referred who want companies added to the portfolio.
    pub fn is_available_for_contact(mut self, value: bool) -> Self {
        self.is_available_for_contact = Some(value);
        self
    }
    ///Features to switch on or off for the user.
    pub fn features(
        mut self,
        value: impl IntoIterator<Item = impl Into<FeatureSetting>>,
    ) -> Self {
        self.features = Some(value.into_iter().map(Into::into).collect());
        self
    }
    ///The first page of the platform for this user.
    pub fn landing_page(
        mut self,
        value: impl Into<Open<types::KnownLandingPage>>,
    ) -> Self {
        self.landing_page = Some(value.into());
        self
    }
    ///Guids of the companies for which this user is the preferred contact.
    pub fn preferred_contact_for_entities(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.preferred_contact_for_entities = Some(
            value.into_iter().map(Into::into).collect(),
        );
        self
    }
}
impl NewUserBuilder<String, String, String, Vec<RoleAssignment>> {
    /// The finished value. Its contents are checked when it is sent.
    pub fn build(self) -> NewUser {
        NewUser {
            friendly_name: self.friendly_name,
            formal_name: self.formal_name,
            email: self.email,
            roles: self.roles,
            status: self.status,
            group: self.group,
            is_company_api_token: self.is_company_api_token,
            is_available_for_contact: self.is_available_for_contact,
            features: self.features,
            landing_page: self.landing_page,
            preferred_contact_for_entities: self.preferred_contact_for_entities,
        }
    }
}
///The fields to change. At least one; those left out stay as they are.
#[derive(Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct UserChanges {
    ///The user's preferred name.
    #[serde(default, skip_serializing_if = "Patch::is_unset")]
    pub friendly_name: Patch<String>,
    ///The full name.
    #[serde(default, skip_serializing_if = "Patch::is_unset")]
    pub formal_name: Patch<String>,
    ///The email address. Changing it changes the login name.
    #[serde(default, skip_serializing_if = "Patch::is_unset")]
    pub email: Patch<String>,
    ///The user's new role, as an array of exactly one.
    #[serde(default, skip_serializing_if = "Patch::is_unset")]
    pub roles: Patch<Vec<RoleAssignment>>,
    ///The guid of the access control group to move the user to.
    #[serde(default, skip_serializing_if = "Patch::is_unset")]
    pub group: Patch<String>,
    ///Whether the account is a company token and not a person.
    #[serde(default, skip_serializing_if = "Patch::is_unset")]
    pub is_company_api_token: Patch<bool>,
    ///Whether the user is a contact, to whom colleagues are referred who want companies added to the portfolio.
    #[serde(default, skip_serializing_if = "Patch::is_unset")]
    pub is_available_for_contact: Patch<bool>,
    ///Features to switch on or off for the user.
    #[serde(default, skip_serializing_if = "Patch::is_unset")]
    pub features: Patch<Vec<FeatureSetting>>,
    ///The first page of the platform for this user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub landing_page: Option<Open<types::KnownLandingPage>>,
    ///Guids of the companies for which this user is the preferred contact.
    #[serde(default, skip_serializing_if = "Patch::is_unset")]
    pub preferred_contact_for_entities: Patch<Vec<String>>,
}
impl Sealed for UserChanges {
    const SCHEMA: &'static Object = &schemas::USER_CHANGES;
}
impl Request for UserChanges {}
impl Members for UserChanges {
    fn member(&self, number: usize, _: &str) -> Option<View<'_>> {
        match number {
            0usize => self.friendly_name.view(),
            1usize => self.formal_name.view(),
            2usize => self.email.view(),
            3usize => self.roles.view(),
            4usize => self.group.view(),
            5usize => self.is_company_api_token.view(),
            6usize => self.is_available_for_contact.view(),
            7usize => self.features.view(),
            8usize => self.landing_page.view(),
            9usize => self.preferred_contact_for_entities.view(),
            _ => None,
        }
    }
}
impl UserChanges {
    /// Whether no field is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
/// Shows the fields that are set.
impl std::fmt::Debug for UserChanges {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut set = f.debug_struct("UserChanges");
        match &self.friendly_name {
            Patch::Unset => {}
            Patch::Null => {
                set.field("friendly_name", &None::<()>);
            }
            Patch::Set(value) => {
                set.field("friendly_name", value);
            }
        }
        match &self.formal_name {
            Patch::Unset => {}
            Patch::Null => {
                set.field("formal_name", &None::<()>);
            }
            Patch::Set(value) => {
                set.field("formal_name", value);
            }
        }
        match &self.email {
            Patch::Unset => {}
            Patch::Null => {
                set.field("email", &None::<()>);
            }
            Patch::Set(value) => {
                set.field("email", value);
            }
        }
        match &self.roles {
            Patch::Unset => {}
            Patch::Null => {
                set.field("roles", &None::<()>);
            }
            Patch::Set(value) => {
                set.field("roles", value);
            }
        }
        match &self.group {
            Patch::Unset => {}
            Patch::Null => {
                set.field("group", &None::<()>);
            }
            Patch::Set(value) => {
                set.field("group", value);
            }
        }
        match &self.is_company_api_token {
            Patch::Unset => {}
            Patch::Null => {
                set.field("is_company_api_token", &None::<()>);
            }
            Patch::Set(value) => {
                set.field("is_company_api_token", value);
            }
        }
        match &self.is_available_for_contact {
            Patch::Unset => {}
            Patch::Null => {
                set.field("is_available_for_contact", &None::<()>);
            }
            Patch::Set(value) => {
                set.field("is_available_for_contact", value);
            }
        }
        match &self.features {
            Patch::Unset => {}
            Patch::Null => {
                set.field("features", &None::<()>);
            }
            Patch::Set(value) => {
                set.field("features", value);
            }
        }
        if let Some(value) = &self.landing_page {
            set.field("landing_page", value);
        }
        match &self.preferred_contact_for_entities {
            Patch::Unset => {}
            Patch::Null => {
                set.field("preferred_contact_for_entities", &None::<()>);
            }
            Patch::Set(value) => {
                set.field("preferred_contact_for_entities", value);
            }
        }
        set.finish()
    }
}
impl UserChanges {
    /// With no field set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    ///The user's preferred name.
    #[must_use]
    pub fn friendly_name(mut self, value: impl Into<String>) -> Self {
        self.friendly_name = Patch::Set(value.into());
        self
    }
    ///Sends `null` for `friendly_name`. Whether that is allowed, the service decides.
    #[must_use]
    pub fn clear_friendly_name(mut self) -> Self {
        self.friendly_name = Patch::Null;
        self
    }
    ///The full name.
    #[must_use]
    pub fn formal_name(mut self, value: impl Into<String>) -> Self {
        self.formal_name = Patch::Set(value.into());
        self
    }
    ///Sends `null` for `formal_name`. Whether that is allowed, the service decides.
    #[must_use]
    pub fn clear_formal_name(mut self) -> Self {
        self.formal_name = Patch::Null;
        self
    }
    ///The email address. Changing it changes the login name.
    #[must_use]
    pub fn email(mut self, value: impl Into<String>) -> Self {
        self.email = Patch::Set(value.into());
        self
    }
    ///Sends `null` for `email`. Whether that is allowed, the service decides.
    #[must_use]
    pub fn clear_email(mut self) -> Self {
        self.email = Patch::Null;
        self
    }
    ///The user's new role, as an array of exactly one.
    #[must_use]
    pub fn roles(
        mut self,
        value: impl IntoIterator<Item = impl Into<RoleAssignment>>,
    ) -> Self {
        self.roles = Patch::Set(value.into_iter().map(Into::into).collect());
        self
    }
    ///Sends `null` for `roles`. Whether that is allowed, the service decides.
    #[must_use]
    pub fn clear_roles(mut self) -> Self {
        self.roles = Patch::Null;
        self
    }
    ///The guid of the access control group to move the user to.
    #[must_use]
    pub fn group(mut self, value: impl Into<String>) -> Self {
        self.group = Patch::Set(value.into());
        self
    }
    ///Sends `null` for `group`. Whether that is allowed, the service decides.
    #[must_use]
    pub fn clear_group(mut self) -> Self {
        self.group = Patch::Null;
        self
    }
    ///Whether the account is a company token and not a person.
    #[must_use]
    pub fn is_company_api_token(mut self, value: bool) -> Self {
        self.is_company_api_token = Patch::Set(value);
        self
    }
    ///Sends `null` for `is_company_api_token`. Whether that is allowed, the service decides.
    #[must_use]
    pub fn clear_is_company_api_token(mut self) -> Self {
        self.is_company_api_token = Patch::Null;
        self
    }
    ///Whether the user is a contact, to whom colleagues are referred who want companies added to the portfolio.
    #[must_use]
    pub fn is_available_for_contact(mut self, value: bool) -> Self {
        self.is_available_for_contact = Patch::Set(value);
        self
    }
    ///Sends `null` for `is_available_for_contact`. Whether that is allowed, the service decides.
    #[must_use]
    pub fn clear_is_available_for_contact(mut self) -> Self {
        self.is_available_for_contact = Patch::Null;
        self
    }
    ///Features to switch on or off for the user.
    #[must_use]
    pub fn features(
        mut self,
        value: impl IntoIterator<Item = impl Into<FeatureSetting>>,
    ) -> Self {
        self.features = Patch::Set(value.into_iter().map(Into::into).collect());
        self
    }
    ///Sends `null` for `features`. Whether that is allowed, the service decides.
    #[must_use]
    pub fn clear_features(mut self) -> Self {
        self.features = Patch::Null;
        self
    }
    ///The first page of the platform for this user.
    #[must_use]
    pub fn landing_page(
        mut self,
        value: impl Into<Open<types::KnownLandingPage>>,
    ) -> Self {
        self.landing_page = Some(value.into());
        self
    }
    ///Guids of the companies for which this user is the preferred contact.
    #[must_use]
    pub fn preferred_contact_for_entities(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.preferred_contact_for_entities = Patch::Set(
            value.into_iter().map(Into::into).collect(),
        );
        self
    }
    ///Sends `null` for `preferred_contact_for_entities`. Whether that is allowed, the service decides.
    #[must_use]
    pub fn clear_preferred_contact_for_entities(mut self) -> Self {
        self.preferred_contact_for_entities = Patch::Null;
        self
    }
}
///The users to read.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct UserQuery {
    ///The guids of the users.
    pub guid: Vec<String>,
}
impl Sealed for UserQuery {
    const SCHEMA: &'static Object = &schemas::USER_QUERY;
}
impl Request for UserQuery {}
impl Members for UserQuery {
    fn member(&self, number: usize, _: &str) -> Option<View<'_>> {
        match number {
            0usize => self.guid.view(),
            _ => None,
        }
    }
}
impl UserQuery {
    ///Starts a `UserQuery`.
    pub fn builder() -> UserQueryBuilder<()> {
        UserQueryBuilder { guid: () }
    }
}
///Makes a [`UserQuery`]: [`build`](Self::build) exists once every required field is set, in any order.
#[derive(Clone, Debug)]
#[must_use]
pub struct UserQueryBuilder<Guid> {
    guid: Guid,
}
impl<Guid> UserQueryBuilder<Guid> {
    ///The guids of the users.
    pub fn guid(
        self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> UserQueryBuilder<Vec<String>> {
        UserQueryBuilder {
            guid: value.into_iter().map(Into::into).collect(),
        }
    }
}
impl UserQueryBuilder<Vec<String>> {
    /// The finished value. Its contents are checked when it is sent.
    pub fn build(self) -> UserQuery {
        UserQuery { guid: self.guid }
    }
}
///The query parameters of [`Client::list_company_views`](crate::Client::list_company_views).
#[derive(Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ListCompanyViewsQuery {
    ///The number of past days, a year at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_back: Option<u32>,
    ///Only companies in the folder with this guid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    ///The largest number of companies to return.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}
impl Sealed for ListCompanyViewsQuery {
    const SCHEMA: &'static Object = &schemas::LIST_COMPANY_VIEWS_QUERY;
}
impl Request for ListCompanyViewsQuery {}
impl Members for ListCompanyViewsQuery {
    fn member(&self, number: usize, _: &str) -> Option<View<'_>> {
        match number {
            0usize => self.days_back.view(),
            1usize => self.folder.view(),
            2usize => self.limit.view(),
            _ => None,
        }
    }
}
impl ListCompanyViewsQuery {
    /// Whether no field is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
/// Shows the fields that are set.
impl std::fmt::Debug for ListCompanyViewsQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut set = f.debug_struct("ListCompanyViewsQuery");
        if let Some(value) = &self.days_back {
            set.field("days_back", value);
        }
        if let Some(value) = &self.folder {
            set.field("folder", value);
        }
        if let Some(value) = &self.limit {
            set.field("limit", value);
        }
        set.finish()
    }
}
impl ListCompanyViewsQuery {
    /// With no field set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    ///The number of past days, a year at most.
    #[must_use]
    pub fn days_back(mut self, value: u32) -> Self {
        self.days_back = Some(value);
        self
    }
    ///Only companies in the folder with this guid.
    #[must_use]
    pub fn folder(mut self, value: impl Into<String>) -> Self {
        self.folder = Some(value.into());
        self
    }
    ///The largest number of companies to return.
    #[must_use]
    pub fn limit(mut self, value: u32) -> Self {
        self.limit = Some(value);
        self
    }
}
///The query parameters of [`Client::get_access_group`](crate::Client::get_access_group).
#[derive(Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GetAccessGroupQuery {
    ///An addition to the group. `users` adds its members.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expand: Option<Open<types::KnownGroupExpansion>>,
}
impl Sealed for GetAccessGroupQuery {
    const SCHEMA: &'static Object = &schemas::GET_ACCESS_GROUP_QUERY;
}
impl Request for GetAccessGroupQuery {}
impl Members for GetAccessGroupQuery {
    fn member(&self, number: usize, _: &str) -> Option<View<'_>> {
        match number {
            0usize => self.expand.view(),
            _ => None,
        }
    }
}
impl GetAccessGroupQuery {
    /// Whether no field is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
/// Shows the fields that are set.
impl std::fmt::Debug for GetAccessGroupQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut set = f.debug_struct("GetAccessGroupQuery");
        if let Some(value) = &self.expand {
            set.field("expand", value);
        }
        set.finish()
    }
}
impl GetAccessGroupQuery {
    /// With no field set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    ///An addition to the group. `users` adds its members.
    #[must_use]
    pub fn expand(mut self, value: impl Into<Open<types::KnownGroupExpansion>>) -> Self {
        self.expand = Some(value.into());
        self
    }
}
