// Written by `cargo xtask regen` from spec/openapi.yaml. Do not edit.

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///An access control group, which determines the companies that its users see.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct AccessGroup {
        ///Whether the group sees every company of the account.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub all_companies: ::std::option::Option<bool>,
        ///How many companies the group can see.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub company_count: ::std::option::Option<i64>,
        ///Identifies the group.
        pub guid: ::std::string::String,
        ///Whether this is the group of new users for whom no group is set.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub is_default: ::std::option::Option<bool>,
        ///The group's name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        ///The group's share of the subscriptions, by type of subscription.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub subscription_types: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///How many users are in the group.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user_count: ::std::option::Option<i64>,
        ///The group's members, in a response to `get_access_group` with `expand`. Their fields aren't documented.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub users: ::std::option::Option<
            ::std::vec::Vec<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
            >,
        >,
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    ///The account's access control groups.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct AccessGroups {
        ///The guid of the group of new users for whom no group is set.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub default_group: ::std::option::Option<::std::string::String>,
        ///All groups.
        pub groups: ::std::vec::Vec<AccessGroup>,
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    /**The documented states of an account. Created: it exists, and the user hasn't activated it yet. Activated: the
user activated it. Deactivated: it is switched off.*/
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum AccountStatus {
        Activated,
        Created,
        Deactivated,
    }
    impl ::std::fmt::Display for AccountStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Activated => f.write_str("Activated"),
                Self::Created => f.write_str("Created"),
                Self::Deactivated => f.write_str("Deactivated"),
            }
        }
    }
    impl ::std::str::FromStr for AccountStatus {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "Activated" => Ok(Self::Activated),
                "Created" => Ok(Self::Created),
                "Deactivated" => Ok(Self::Deactivated),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for AccountStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for AccountStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    /**The description of a failure. No field is guaranteed: some failures have further fields, and some have no
body.*/
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ApiError {
        ///The problem, for people.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub detail: ::std::option::Option<::std::string::String>,
        ///The HTTP status once more.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<::serde_json::Value>,
        ///The kind of failure, in a few words.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    ///The companies that a user viewed.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct CompanyViews {
        ///The companies viewed most recently.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub most_recently_viewed: ::std::option::Option<::std::vec::Vec<ViewedCompany>>,
        ///The companies viewed most often.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub top_viewed: ::std::option::Option<::std::vec::Vec<ViewedCompany>>,
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    ///A feature and its value for a user.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Feature {
        ///Whether the user may change this setting.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub can_update: ::std::option::Option<bool>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub slug: ::std::option::Option<
            crate::types::open::Open<crate::types::KnownFeature>,
        >,
        ///The value of the feature, mostly true (on) or false (off).
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub value: ::std::option::Option<::serde_json::Value>,
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    ///The value of a feature, mostly true (on) or false (off).
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(untagged)]
    pub enum FeatureValue {
        Boolean(bool),
        String(::std::string::String),
    }
    impl ::std::fmt::Display for FeatureValue {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match self {
                Self::Boolean(x) => x.fmt(f),
                Self::String(x) => x.fmt(f),
            }
        }
    }
    impl ::std::convert::From<bool> for FeatureValue {
        fn from(value: bool) -> Self {
            Self::Boolean(value)
        }
    }
    ///The features seen so far, Work From Home and Financial Quantification.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum KnownFeature {
        #[serde(rename = "wfh-ro")]
        WfhRo,
        #[serde(rename = "fq-access")]
        FqAccess,
    }
    impl ::std::fmt::Display for KnownFeature {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::WfhRo => f.write_str("wfh-ro"),
                Self::FqAccess => f.write_str("fq-access"),
            }
        }
    }
    impl ::std::str::FromStr for KnownFeature {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "wfh-ro" => Ok(Self::WfhRo),
                "fq-access" => Ok(Self::FqAccess),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for KnownFeature {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for KnownFeature {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Known additions to an access control group.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum KnownGroupExpansion {
        #[serde(rename = "users")]
        Users,
    }
    impl ::std::fmt::Display for KnownGroupExpansion {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Users => f.write_str("users"),
            }
        }
    }
    impl ::std::str::FromStr for KnownGroupExpansion {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "users" => Ok(Self::Users),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for KnownGroupExpansion {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for KnownGroupExpansion {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The landing pages seen so far.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum KnownLandingPage {
        #[serde(rename = "DEFAULT")]
        Default,
        #[serde(rename = "SPM")]
        Spm,
        #[serde(rename = "TPRM")]
        Tprm,
    }
    impl ::std::fmt::Display for KnownLandingPage {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Default => f.write_str("DEFAULT"),
                Self::Spm => f.write_str("SPM"),
                Self::Tprm => f.write_str("TPRM"),
            }
        }
    }
    impl ::std::str::FromStr for KnownLandingPage {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "DEFAULT" => Ok(Self::Default),
                "SPM" => Ok(Self::Spm),
                "TPRM" => Ok(Self::Tprm),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for KnownLandingPage {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for KnownLandingPage {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    /**The states of two-factor authentication. Enabled: the user has set up a second factor. Pending: it is required,
and the user hasn't set it up. Not Enabled: neither.*/
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum KnownMfaStatus {
        Enabled,
        #[serde(rename = "Not Enabled")]
        NotEnabled,
        Pending,
    }
    impl ::std::fmt::Display for KnownMfaStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Enabled => f.write_str("Enabled"),
                Self::NotEnabled => f.write_str("Not Enabled"),
                Self::Pending => f.write_str("Pending"),
            }
        }
    }
    impl ::std::str::FromStr for KnownMfaStatus {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "Enabled" => Ok(Self::Enabled),
                "Not Enabled" => Ok(Self::NotEnabled),
                "Pending" => Ok(Self::Pending),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for KnownMfaStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for KnownMfaStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    /**The roles seen so far: User, Admin, Group Admin and Portfolio Manager, in this order, then the roles of other
products.*/
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum KnownRole {
        #[serde(rename = "customer_user")]
        CustomerUser,
        #[serde(rename = "customer_admin")]
        CustomerAdmin,
        #[serde(rename = "customer_group_admin")]
        CustomerGroupAdmin,
        #[serde(rename = "customer_portfolio_manager")]
        CustomerPortfolioManager,
        #[serde(rename = "vrm_admin")]
        VrmAdmin,
        #[serde(rename = "vrm_operations")]
        VrmOperations,
        #[serde(rename = "vrm_view_only")]
        VrmViewOnly,
        #[serde(rename = "vrm_internal_business_user")]
        VrmInternalBusinessUser,
        #[serde(rename = "vulnerability_response_outreach")]
        VulnerabilityResponseOutreach,
    }
    impl ::std::fmt::Display for KnownRole {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::CustomerUser => f.write_str("customer_user"),
                Self::CustomerAdmin => f.write_str("customer_admin"),
                Self::CustomerGroupAdmin => f.write_str("customer_group_admin"),
                Self::CustomerPortfolioManager => {
                    f.write_str("customer_portfolio_manager")
                }
                Self::VrmAdmin => f.write_str("vrm_admin"),
                Self::VrmOperations => f.write_str("vrm_operations"),
                Self::VrmViewOnly => f.write_str("vrm_view_only"),
                Self::VrmInternalBusinessUser => {
                    f.write_str("vrm_internal_business_user")
                }
                Self::VulnerabilityResponseOutreach => {
                    f.write_str("vulnerability_response_outreach")
                }
            }
        }
    }
    impl ::std::str::FromStr for KnownRole {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "customer_user" => Ok(Self::CustomerUser),
                "customer_admin" => Ok(Self::CustomerAdmin),
                "customer_group_admin" => Ok(Self::CustomerGroupAdmin),
                "customer_portfolio_manager" => Ok(Self::CustomerPortfolioManager),
                "vrm_admin" => Ok(Self::VrmAdmin),
                "vrm_operations" => Ok(Self::VrmOperations),
                "vrm_view_only" => Ok(Self::VrmViewOnly),
                "vrm_internal_business_user" => Ok(Self::VrmInternalBusinessUser),
                "vulnerability_response_outreach" => {
                    Ok(Self::VulnerabilityResponseOutreach)
                }
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for KnownRole {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for KnownRole {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Known attributes to sort by.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum KnownSortKey {
        #[serde(rename = "formal_name")]
        FormalName,
        #[serde(rename = "email")]
        Email,
        #[serde(rename = "guid")]
        Guid,
        #[serde(rename = "status")]
        Status,
        #[serde(rename = "last_login_time")]
        LastLoginTime,
        #[serde(rename = "group.name")]
        GroupName,
    }
    impl ::std::fmt::Display for KnownSortKey {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::FormalName => f.write_str("formal_name"),
                Self::Email => f.write_str("email"),
                Self::Guid => f.write_str("guid"),
                Self::Status => f.write_str("status"),
                Self::LastLoginTime => f.write_str("last_login_time"),
                Self::GroupName => f.write_str("group.name"),
            }
        }
    }
    impl ::std::str::FromStr for KnownSortKey {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "formal_name" => Ok(Self::FormalName),
                "email" => Ok(Self::Email),
                "guid" => Ok(Self::Guid),
                "status" => Ok(Self::Status),
                "last_login_time" => Ok(Self::LastLoginTime),
                "group.name" => Ok(Self::GroupName),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for KnownSortKey {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for KnownSortKey {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Links to the neighbouring pages.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct PageLinks {
        ///The absolute URL of the next page; null on the last one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next: ::std::option::Option<::std::string::String>,
        ///The absolute URL of the page before; null on the first one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub previous: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    ///One account: a person, or a company token that isn't tied to a person.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct User {
        ///The email address, which is also the login name.
        pub email: ::std::string::String,
        ///The user's features and their values.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub features: ::std::option::Option<::std::vec::Vec<Feature>>,
        ///The full name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub formal_name: ::std::option::Option<::std::string::String>,
        ///The user's preferred name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub friendly_name: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub group: ::std::option::Option<UserGroup>,
        ///Identifies the user.
        pub guid: ::std::string::String,
        ///Whether the user is a contact, to whom colleagues are referred who want companies added to the portfolio.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub is_available_for_contact: ::std::option::Option<bool>,
        ///Whether this is a company token and not a person.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub is_company_api_token: ::std::option::Option<bool>,
        ///When the user was added to the platform.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub joined_time: ::std::option::Option<crate::types::timestamp::Timestamp>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub landing_page: ::std::option::Option<
            crate::types::open::Open<crate::types::KnownLandingPage>,
        >,
        ///When the user last logged in to the platform; null before the first time.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub last_login_time: ::std::option::Option<crate::types::timestamp::Timestamp>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mfa_status: ::std::option::Option<
            crate::types::open::Open<crate::types::KnownMfaStatus>,
        >,
        ///Guids of the companies that this user is the preferred contact for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub preferred_contact_for_entities: ::std::option::Option<
            ::std::vec::Vec<::std::string::String>,
        >,
        ///The user's roles. Other products can add roles beside the one that requests set.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub roles: ::std::option::Option<::std::vec::Vec<UserRole>>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<
            crate::types::open::Open<crate::types::AccountStatus>,
        >,
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    ///The access control group a user belongs to.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct UserGroup {
        ///Identifies the group.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub guid: ::std::option::Option<::std::string::String>,
        ///The group's name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    ///One page of a list of users.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct UserPage {
        ///The number of matches on all pages together.
        pub count: i64,
        pub links: PageLinks,
        ///The users on this page. Can be empty on any page, not only on the last.
        pub results: ::std::vec::Vec<User>,
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    ///The numbers of the account's users, and the quota of active ones.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct UserQuota {
        ///How many users are active.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub active_user_count: ::std::option::Option<i64>,
        ///How many users are not active.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub inactive_user_count: ::std::option::Option<i64>,
        ///How many more users may become active.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub remaining_active_quota: ::std::option::Option<i64>,
        /**How many users may be active. It depends on what the account has bought. 99999 means that there is no
limit.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub total_active_quota: ::std::option::Option<i64>,
        ///How many users there are, active or not.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub total_user_count: ::std::option::Option<i64>,
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    ///A role a user has.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct UserRole {
        ///The role's name for people, such as "Group Admin".
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub slug: ::std::option::Option<
            crate::types::open::Open<crate::types::KnownRole>,
        >,
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    ///A company that a user viewed.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct ViewedCompany {
        ///Identifies the company.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub guid: ::std::option::Option<::std::string::String>,
        ///The company's name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        ///The company's current security rating.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub rating: ::std::option::Option<i64>,
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    /// Error types.
    pub mod error {
        /// Error from a `TryFrom` or `FromStr` implementation.
        pub struct ConversionError(::std::borrow::Cow<'static, str>);
        impl ::std::error::Error for ConversionError {}
        impl ::std::fmt::Display for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl ::std::fmt::Debug for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
        impl From<&'static str> for ConversionError {
            fn from(value: &'static str) -> Self {
                Self(value.into())
            }
        }
        impl From<String> for ConversionError {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }
    }
}
#[derive(Clone, Debug)]
/**Client for Bitsight Users API (unofficial description)

Version: 0.1.0*/
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: crate::call::outgoing::Outgoing,
}
impl Client {
    /// Create a new client.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new(baseurl: &str, inner: crate::call::outgoing::Outgoing) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let client = {
            let dur = ::std::time::Duration::from_secs(15u64);
            reqwest::ClientBuilder::new().connect_timeout(dur).timeout(dur)
        };
        #[cfg(target_arch = "wasm32")]
        let client = reqwest::ClientBuilder::new();
        Self::new_with_client(baseurl, client.build().unwrap(), inner)
    }
    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new_with_client(
        baseurl: &str,
        client: reqwest::Client,
        inner: crate::call::outgoing::Outgoing,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}
impl ClientInfo<crate::call::outgoing::Outgoing> for Client {
    fn api_version() -> &'static str {
        "0.1.0"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &crate::call::outgoing::Outgoing {
        &self.inner
    }
}
const _: () = {
    #[allow(dead_code)]
    fn assert_client_hooks()
    where
        Client: ClientHooks<crate::call::outgoing::Outgoing>,
    {}
};
#[allow(clippy::all)]
impl Client {
    /**Sends a `GET` request to `/v2/users`

*/
    pub async fn list_users<'a>(&'a self) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!("{}/v2/users", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "list_users",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            299u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Sends a `POST` request to `/v2/users`

*/
    pub async fn create_user<'a, B: Into<reqwest::Body>>(
        &'a self,
        body: B,
    ) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!("{}/v2/users", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::CONTENT_TYPE,
                ::reqwest::header::HeaderValue::from_static("application/octet-stream"),
            )
            .body(body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "create_user",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            299u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Sends a `GET` request to `/v2/users/current`

*/
    pub async fn get_current_user<'a>(&'a self) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!("{}/v2/users/current", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "get_current_user",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            299u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Sends a `PATCH` request to `/v2/users/current`

*/
    pub async fn edit_current_user<'a, B: Into<reqwest::Body>>(
        &'a self,
        body: B,
    ) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!("{}/v2/users/current", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .patch(url)
            .header(
                ::reqwest::header::CONTENT_TYPE,
                ::reqwest::header::HeaderValue::from_static("application/octet-stream"),
            )
            .body(body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "edit_current_user",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            299u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Sends a `POST` request to `/v2/users/query`

*/
    pub async fn query_users<'a, B: Into<reqwest::Body>>(
        &'a self,
        body: B,
    ) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!("{}/v2/users/query", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::CONTENT_TYPE,
                ::reqwest::header::HeaderValue::from_static("application/octet-stream"),
            )
            .body(body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "query_users",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            299u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Sends a `GET` request to `/v2/users/{user_guid}`

*/
    pub async fn get_user<'a>(
        &'a self,
        user_guid: &'a str,
    ) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!(
            "{}/v2/users/{}", self.baseurl, encode_path(& user_guid.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "get_user",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            299u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Sends a `DELETE` request to `/v2/users/{user_guid}`

*/
    pub async fn delete_user<'a>(
        &'a self,
        user_guid: &'a str,
    ) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!(
            "{}/v2/users/{}", self.baseurl, encode_path(& user_guid.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.delete(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "delete_user",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            299u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Sends a `PATCH` request to `/v2/users/{user_guid}`

*/
    pub async fn edit_user<'a, B: Into<reqwest::Body>>(
        &'a self,
        user_guid: &'a str,
        body: B,
    ) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!(
            "{}/v2/users/{}", self.baseurl, encode_path(& user_guid.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .patch(url)
            .header(
                ::reqwest::header::CONTENT_TYPE,
                ::reqwest::header::HeaderValue::from_static("application/octet-stream"),
            )
            .body(body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "edit_user",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            299u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Sends a `POST` request to `/v2/users/{user_guid}/require-mfa`

*/
    pub async fn require_mfa<'a>(
        &'a self,
        user_guid: &'a str,
    ) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!(
            "{}/v2/users/{}/require-mfa", self.baseurl, encode_path(& user_guid
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.post(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "require_mfa",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            299u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Sends a `POST` request to `/v2/users/{user_guid}/reset-mfa`

*/
    pub async fn reset_mfa<'a>(
        &'a self,
        user_guid: &'a str,
    ) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!(
            "{}/v2/users/{}/reset-mfa", self.baseurl, encode_path(& user_guid
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.post(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "reset_mfa",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            299u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Sends a `POST` request to `/v2/users/{user_guid}/reset-pending-mfa`

*/
    pub async fn reset_pending_mfa<'a>(
        &'a self,
        user_guid: &'a str,
    ) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!(
            "{}/v2/users/{}/reset-pending-mfa", self.baseurl, encode_path(& user_guid
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.post(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "reset_pending_mfa",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            299u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Sends a `POST` request to `/v2/users/{user_guid}/resend-activation-email`

*/
    pub async fn resend_activation_email<'a>(
        &'a self,
        user_guid: &'a str,
    ) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!(
            "{}/v2/users/{}/resend-activation-email", self.baseurl, encode_path(&
            user_guid.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.post(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "resend_activation_email",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            299u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Sends a `GET` request to `/v1/users/quota`

*/
    pub async fn get_user_quota<'a>(&'a self) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!("{}/v1/users/quota", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "get_user_quota",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            299u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Sends a `GET` request to `/v1/users/{user_guid}/company-views`

*/
    pub async fn list_company_views<'a>(
        &'a self,
        user_guid: &'a str,
    ) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!(
            "{}/v1/users/{}/company-views", self.baseurl, encode_path(& user_guid
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "list_company_views",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            299u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Sends a `GET` request to `/v1/access-groups`

*/
    pub async fn list_access_groups<'a>(
        &'a self,
    ) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!("{}/v1/access-groups", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "list_access_groups",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            299u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Sends a `GET` request to `/v1/access-groups/{group_guid}`

*/
    pub async fn get_access_group<'a>(
        &'a self,
        group_guid: &'a str,
    ) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!(
            "{}/v1/access-groups/{}", self.baseurl, encode_path(& group_guid
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "get_access_group",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            299u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
}
/// Items consumers will typically use such as the Client.
pub mod prelude {
    #[allow(unused_imports)]
    pub use super::Client;
}
