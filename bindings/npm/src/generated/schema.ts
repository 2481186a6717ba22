// Written by `cargo xtask regen` from spec/openapi.yaml. Do not edit.

export interface paths {
    "/v2/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users
         * @description Lists the account's users page by page. A user is listed if every filter matches. One source says that company
         *     tokens and users who are available for contact are left out unless a filter asks for them.
         *
         *     A page can hold fewer entries than `limit`, even none, and still not be the last one: go on until
         *     `links.next` is null. `count` is the number of matches on all pages together.
         */
        get: operations["list_users"];
        put?: never;
        /**
         * Create a user
         * @description Adds a user to the account. Only an Admin may do this.
         *
         *     An account may create up to 300 users a month. For more, ask Bitsight's support or wait for the next month. No
         *     operation tells how many are left: `get_user_quota` reads another limit.
         *
         *     A success can come without a body. The new user's guid is then found by its email address (`list_users` with
         *     `email`). After a lost response, the same look-up shows whether the user was created; without it, sending the
         *     request again can create a second user or fail with a conflict.
         */
        post: operations["create_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/users/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the user whom the token belongs to
         * @description Reads the user whom the token belongs to. The response has the field `email_preferences`, which other users
         *     lack. What the service returns for a company token, which belongs to nobody, is unknown.
         */
        get: operations["get_current_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Edit the user whom the token belongs to
         * @description Changes the user whom the token belongs to: sets the fields that are sent, and leaves all others as they are.
         *     Which of them a user who isn't an Admin can change is unknown.
         */
        patch: operations["edit_current_user"];
        trace?: never;
    };
    "/v2/users/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get several users by guid
         * @description Reads the users with the given guids. The guids are in the request body, so there can be more than fit into a
         *     URL. The operation changes nothing, although its method is POST.
         */
        post: operations["query_users"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/users/{user_guid}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The guid of the user, as `list_users` and `create_user` return it. For `get_user` and `edit_user`, `current`
                 *     stands for the user whom the token belongs to.
                 */
                user_guid: components["parameters"]["UserGuid"];
            };
            cookie?: never;
        };
        /**
         * Get a user
         * @description Reads one user.
         */
        get: operations["get_user"];
        put?: never;
        post?: never;
        /**
         * Delete a user
         * @description Removes a user for good, together with the folders that the user created and shared. Only an Admin may do this.
         *
         *     It can't be undone. Move such folders to another owner first. Company tokens are in lists of users and can
         *     be deleted in the same way, the one in use included; every program that uses a deleted token stops working.
         */
        delete: operations["delete_user"];
        options?: never;
        head?: never;
        /**
         * Edit a user
         * @description Changes the fields that are sent and leaves all others as they are. Only an Admin may do this.
         *
         *     The account status can't be edited: there is no known way to deactivate or reactivate a user by the API. The
         *     response body isn't documented, so it can be the edited user or empty.
         */
        patch: operations["edit_user"];
        trace?: never;
    };
    "/v2/users/{user_guid}/require-mfa": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The guid of the user, as `list_users` and `create_user` return it. For `get_user` and `edit_user`, `current`
                 *     stands for the user whom the token belongs to.
                 */
                user_guid: components["parameters"]["UserGuid"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Require two-factor authentication
         * @description Requires a user to set up two-factor authentication. Only an Admin may do this. The response is 400 if the user
         *     has it already.
         */
        post: operations["require_mfa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/users/{user_guid}/reset-mfa": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The guid of the user, as `list_users` and `create_user` return it. For `get_user` and `edit_user`, `current`
                 *     stands for the user whom the token belongs to.
                 */
                user_guid: components["parameters"]["UserGuid"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset two-factor authentication
         * @description Removes a user's second factor, so that a user who lost it can set up a new one. Only an Admin may do this. The
         *     response is 400 if the user has two-factor authentication switched off.
         */
        post: operations["reset_mfa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/users/{user_guid}/reset-pending-mfa": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The guid of the user, as `list_users` and `create_user` return it. For `get_user` and `edit_user`, `current`
                 *     stands for the user whom the token belongs to.
                 */
                user_guid: components["parameters"]["UserGuid"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset a pending enrolment in two-factor authentication
         * @description Removes a second factor that a user has begun to set up, so that the user can start again. For a factor that is
         *     set up there is `reset_mfa`.
         */
        post: operations["reset_pending_mfa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/users/{user_guid}/resend-activation-email": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The guid of the user, as `list_users` and `create_user` return it. For `get_user` and `edit_user`, `current`
                 *     stands for the user whom the token belongs to.
                 */
                user_guid: components["parameters"]["UserGuid"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resend the activation email
         * @description Sends the welcome email with the activation link again. Every call sends an email. The response is 400 if the
         *     user is active already. The documentation doesn't say which roles may do this.
         */
        post: operations["resend_activation_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the user quota
         * @description Reads how many users the account has, and how many more it may activate.
         *
         *     The quota counts active users. That an account may create up to 300 users a month is another limit, and no
         *     operation tells how many of them are left.
         */
        get: operations["get_user_quota"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{user_guid}/company-views": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The guid of the user, as `list_users` and `create_user` return it. For `get_user` and `edit_user`, `current`
                 *     stands for the user whom the token belongs to.
                 */
                user_guid: components["parameters"]["UserGuid"];
            };
            cookie?: never;
        };
        /**
         * List the companies that a user viewed
         * @description Lists the companies that a user viewed most recently, and those viewed most often.
         */
        get: operations["list_company_views"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/access-groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List access control groups
         * @description Lists the account's access control groups, and names the default one. The field `group` of a new or edited user
         *     is the guid of a group.
         */
        get: operations["list_access_groups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/access-groups/{group_guid}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The guid of the group, as `list_access_groups` returns it. */
                group_guid: string;
            };
            cookie?: never;
        };
        /**
         * Get an access control group
         * @description Reads one access control group. With `expand`, its members are added.
         */
        get: operations["get_access_group"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description One account: a person, or a company token that isn't tied to a person. */
        User: {
            /** @description Identifies the user. */
            guid: string;
            /** @description The user's preferred name. */
            friendly_name?: string | null;
            /** @description The full name. */
            formal_name?: string | null;
            /**
             * @description The email address, which is also the login name.
             * @example arnold@actorsfilms.us
             */
            email: string;
            group?: components["schemas"]["UserGroup"] | null;
            status?: components["schemas"]["UserStatus"] | null;
            /** @description When the user last logged in to the platform; null before the first time. */
            last_login_time?: components["schemas"]["Timestamp"] | null;
            /** @description When the user was added to the platform. */
            joined_time?: components["schemas"]["Timestamp"] | null;
            /** @description The user's roles. Other products can add roles beside the one that requests set. */
            roles?: components["schemas"]["UserRole"][] | null;
            /** @description Whether the user is a contact, to whom colleagues are referred who want companies added to the portfolio. */
            is_available_for_contact?: boolean | null;
            /** @description Whether this is a company token and not a person. */
            is_company_api_token?: boolean | null;
            /** @description The user's features and their values. */
            features?: components["schemas"]["Feature"][] | null;
            landing_page?: components["schemas"]["LandingPage"] | null;
            /** @description Guids of the companies that this user is the preferred contact for. */
            preferred_contact_for_entities?: string[] | null;
            mfa_status?: components["schemas"]["MfaStatus"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description One page of a list of users. */
        UserPage: {
            links: components["schemas"]["PageLinks"];
            /** @description The number of matches on all pages together. */
            count: number;
            /** @description The users on this page. Can be empty on any page, not only on the last. */
            results: components["schemas"]["User"][];
        } & {
            [key: string]: unknown;
        };
        /** @description Links to the neighbouring pages. */
        PageLinks: {
            /** @description The absolute URL of the next page; null on the last one. */
            next?: string | null;
            /** @description The absolute URL of the page before; null on the first one. */
            previous?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The access control group a user belongs to. */
        UserGroup: {
            /** @description Identifies the group. */
            guid?: string | null;
            /** @description The group's name. */
            name?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A role a user has. */
        UserRole: {
            /** @description The role's name for people, such as "Group Admin". */
            name?: string | null;
            slug?: components["schemas"]["RoleSlug"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A feature and its value for a user. */
        Feature: {
            slug?: components["schemas"]["FeatureSlug"] | null;
            /** @description The value of the feature, mostly true (on) or false (off). */
            value?: unknown;
            /** @description Whether the user may change this setting. */
            can_update?: boolean | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A user to create. */
        NewUser: {
            /** @description The user's preferred name. */
            friendly_name: string;
            /** @description The full name. */
            formal_name: string;
            /**
             * Format: email
             * @description The email address, which is also the login name.
             */
            email: string;
            /** @description The user's role, as an array of exactly one. */
            roles: components["schemas"]["RoleAssignment"][];
            /**
             * @description The state the account starts in.
             * @default Created
             */
            status?: components["schemas"]["AccountStatus"];
            /** @description The guid of an access control group (see `list_access_groups`). */
            group?: string;
            /** @description Whether the account is to be a company token and not a person. */
            is_company_api_token?: boolean;
            /** @description Whether the user is a contact, to whom colleagues are referred who want companies added to the portfolio. */
            is_available_for_contact?: boolean;
            /** @description Features to switch on or off for the user. */
            features?: components["schemas"]["FeatureSetting"][];
            landing_page?: components["schemas"]["LandingPage"];
            /** @description Guids of the companies for which this user is the preferred contact. */
            preferred_contact_for_entities?: string[];
        };
        /** @description The fields to change. At least one; those left out stay as they are. */
        UserChanges: {
            /** @description The user's preferred name. */
            friendly_name?: string | null;
            /** @description The full name. */
            formal_name?: string | null;
            /**
             * Format: email
             * @description The email address. Changing it changes the login name.
             */
            email?: string | null;
            /** @description The user's new role, as an array of exactly one. */
            roles?: components["schemas"]["RoleAssignment"][] | null;
            /** @description The guid of the access control group to move the user to. */
            group?: string | null;
            /** @description Whether the account is a company token and not a person. */
            is_company_api_token?: boolean | null;
            /** @description Whether the user is a contact, to whom colleagues are referred who want companies added to the portfolio. */
            is_available_for_contact?: boolean | null;
            /** @description Features to switch on or off for the user. */
            features?: components["schemas"]["FeatureSetting"][] | null;
            landing_page?: components["schemas"]["LandingPage"];
            /** @description Guids of the companies for which this user is the preferred contact. */
            preferred_contact_for_entities?: string[] | null;
        };
        /** @description The users to read. */
        UserQuery: {
            /** @description The guids of the users. */
            guid: string[];
        };
        /** @description A role to give to a user. */
        RoleAssignment: {
            slug: components["schemas"]["RoleSlug"];
        };
        /** @description A feature and its new value. */
        FeatureSetting: {
            slug: components["schemas"]["FeatureSlug"];
            value: components["schemas"]["FeatureValue"];
        };
        /**
         * @description The documented states of an account. Created: it exists, and the user hasn't activated it yet. Activated: the
         *     user activated it. Deactivated: it is switched off.
         * @enum {string}
         */
        AccountStatus: "Activated" | "Created" | "Deactivated";
        /** @description The state of an account, which can be one that isn't documented yet. */
        UserStatus: components["schemas"]["AccountStatus"] | (string & {});
        /**
         * @description The roles seen so far: User, Admin, Group Admin and Portfolio Manager, in this order, then the roles of other
         *     products.
         * @enum {string}
         */
        KnownRole: "customer_user" | "customer_admin" | "customer_group_admin" | "customer_portfolio_manager" | "vrm_admin" | "vrm_operations" | "vrm_view_only" | "vrm_internal_business_user" | "vulnerability_response_outreach";
        /** @description The short name of a role. The service can add roles. */
        RoleSlug: components["schemas"]["KnownRole"] | (string & {});
        /**
         * @description The features seen so far, Work From Home and Financial Quantification.
         * @enum {string}
         */
        KnownFeature: "wfh-ro" | "fq-access";
        /** @description The short name of a feature. */
        FeatureSlug: components["schemas"]["KnownFeature"] | (string & {});
        /** @description The value of a feature, mostly true (on) or false (off). */
        FeatureValue: boolean | string;
        /**
         * @description The landing pages seen so far.
         * @enum {string}
         */
        KnownLandingPage: "DEFAULT" | "SPM" | "TPRM";
        /** @description The first page of the platform for this user. */
        LandingPage: components["schemas"]["KnownLandingPage"] | (string & {});
        /**
         * @description Known attributes to sort by.
         * @enum {string}
         */
        KnownSortKey: "formal_name" | "email" | "guid" | "status" | "last_login_time" | "group.name";
        /**
         * @description An attribute to sort by, written as in the response. A leading `-` reverses the order. The service sorts by more
         *     attributes than the known ones.
         */
        SortKey: components["schemas"]["KnownSortKey"] | (string & {});
        /**
         * @description Known additions to an access control group.
         * @enum {string}
         */
        KnownGroupExpansion: "users";
        /** @description An addition to an access control group. The service can add more. */
        GroupExpansion: components["schemas"]["KnownGroupExpansion"] | (string & {});
        /**
         * @description The states of two-factor authentication. Enabled: the user has set up a second factor. Pending: it is required,
         *     and the user hasn't set it up. Not Enabled: neither.
         * @enum {string}
         */
        KnownMfaStatus: "Enabled" | "Not Enabled" | "Pending";
        /** @description The user's state of two-factor authentication. Only `list_users` returns it. */
        MfaStatus: components["schemas"]["KnownMfaStatus"] | (string & {});
        /**
         * @description A date and time in UTC, documented as `YYYY-MM-DDTHH:MM:SSZ`. Values with fractions of a second
         *     (`2020-05-18T17:57:54.400803Z`) and values without `T` and zone (`2024-04-01 12:34:56`) occur as well.
         */
        Timestamp: string;
        /** @description The numbers of the account's users, and the quota of active ones. */
        UserQuota: {
            /** @description How many users are active. */
            active_user_count?: number | null;
            /** @description How many users are not active. */
            inactive_user_count?: number | null;
            /** @description How many users there are, active or not. */
            total_user_count?: number | null;
            /** @description How many more users may become active. */
            remaining_active_quota?: number | null;
            /**
             * @description How many users may be active. It depends on what the account has bought. 99999 means that there is no
             *     limit.
             */
            total_active_quota?: number | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The companies that a user viewed. */
        CompanyViews: {
            /** @description The companies viewed most recently. */
            most_recently_viewed?: components["schemas"]["ViewedCompany"][] | null;
            /** @description The companies viewed most often. */
            top_viewed?: components["schemas"]["ViewedCompany"][] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A company that a user viewed. */
        ViewedCompany: {
            /** @description The company's current security rating. */
            rating?: number | null;
            /** @description Identifies the company. */
            guid?: string | null;
            /** @description The company's name. */
            name?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The account's access control groups. */
        AccessGroups: {
            /** @description All groups. */
            groups: components["schemas"]["AccessGroup"][];
            /** @description The guid of the group of new users for whom no group is set. */
            default_group?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description An access control group, which determines the companies that its users see. */
        AccessGroup: {
            /** @description Identifies the group. */
            guid: string;
            /** @description The group's name. */
            name?: string | null;
            /** @description How many users are in the group. */
            user_count?: number | null;
            /** @description How many companies the group can see. */
            company_count?: number | null;
            /** @description Whether the group sees every company of the account. */
            all_companies?: boolean | null;
            /** @description Whether this is the group of new users for whom no group is set. */
            is_default?: boolean | null;
            /** @description The group's members, in a response to `get_access_group` with `expand`. Their fields aren't documented. */
            users?: {
                [key: string]: unknown;
            }[] | null;
            /** @description The group's share of the subscriptions, by type of subscription. */
            subscription_types?: {
                [key: string]: unknown;
            } | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * @description The description of a failure. No field is guaranteed: some failures have further fields, and some have no
         *     body.
         */
        ApiError: {
            /** @description The problem, for people. */
            detail?: string;
            /** @description The kind of failure, in a few words. */
            title?: string;
            /** @description The HTTP status once more. */
            status?: unknown;
        } & {
            [key: string]: unknown;
        };
    };
    responses: {
        /** @description A parameter is missing or invalid, or the operation doesn't apply to the user's state. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** @description The request has no valid API token. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** @description The parameters are valid, yet the request failed. */
        RequestFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** @description The token's owner has no permission for the operation. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** @description The user does not exist, or the token may not see it. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** @description The path exists, but not with this method. */
        MethodNotAllowed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** @description The request conflicts with existing data, presumably an email address that is taken. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** @description The request is well formed, but a value in it isn't acceptable. */
        ValidationFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** @description Too many requests at once. Nothing was done; wait a minute before trying again. */
        TooManyRequests: {
            headers: {
                /** @description How long to wait. */
                "Retry-After"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** @description The network in front of the service gave up waiting for it. The request may still take effect. */
        GatewayTimeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/html": string;
            };
        };
        /** @description The service failed. The request may have taken effect. */
        ServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
    };
    parameters: {
        /**
         * @description The guid of the user, as `list_users` and `create_user` return it. For `get_user` and `edit_user`, `current`
         *     stands for the user whom the token belongs to.
         */
        UserGuid: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_users: {
        parameters: {
            query?: {
                /** @description The largest number of entries on a page. */
                limit?: number;
                /** @description How many matches to skip before the page begins. */
                offset?: number;
                /** @description Free text, searched for in all searchable attributes of a user. */
                q?: string;
                /**
                 * @description The attributes to order by, the most significant first, written as in the response (`formal_name`,
                 *     `group.name`). A leading `-` reverses the order.
                 */
                sort?: components["schemas"]["SortKey"][];
                /** @description Only the user who has exactly this email address. */
                email?: string;
                /** @description Text to search for in email addresses. */
                email_q?: string;
                /** @description Text to search for in full names. */
                formal_name_q?: string;
                /** @description Only the users with these guids. */
                guid?: string[];
                /** @description Only users of one of these access control groups, given by guid. */
                "group.guid"?: string[];
                /** @description Only users who have one of these roles. */
                "roles.slug"?: components["schemas"]["RoleSlug"][];
                /** @description Only users whose account is in one of these states. */
                status?: components["schemas"]["UserStatus"][];
                /**
                 * @description `true`: only contacts, that is users to whom colleagues are referred who want companies added to the
                 *     portfolio. A list without this filter may leave them out.
                 */
                is_available_for_contact?: boolean;
                /** @description `true`: only company tokens; `false`: only people. A list without this filter may leave company tokens out. */
                is_company_api_token?: boolean;
                /** @description `true`: only users who are the preferred contact for a company. */
                is_preferred_contact?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of users. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["RequestFailed"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyRequests"];
            524: components["responses"]["GatewayTimeout"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    create_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "friendly_name": "Arnold",
                 *       "formal_name": "Arnold Brown",
                 *       "email": "arnold@actorsfilms.us",
                 *       "roles": [
                 *         {
                 *           "slug": "customer_user"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description The user was created (means the same as 201). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description The user was created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["RequestFailed"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyRequests"];
            524: components["responses"]["GatewayTimeout"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    get_current_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["RequestFailed"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyRequests"];
            524: components["responses"]["GatewayTimeout"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    edit_current_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChanges"];
            };
        };
        responses: {
            /** @description The user was edited. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["RequestFailed"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyRequests"];
            524: components["responses"]["GatewayTimeout"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    query_users: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserQuery"];
            };
        };
        responses: {
            /** @description The users. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["RequestFailed"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyRequests"];
            524: components["responses"]["GatewayTimeout"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    get_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The guid of the user, as `list_users` and `create_user` return it. For `get_user` and `edit_user`, `current`
                 *     stands for the user whom the token belongs to.
                 */
                user_guid: components["parameters"]["UserGuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["RequestFailed"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyRequests"];
            524: components["responses"]["GatewayTimeout"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    delete_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The guid of the user, as `list_users` and `create_user` return it. For `get_user` and `edit_user`, `current`
                 *     stands for the user whom the token belongs to.
                 */
                user_guid: components["parameters"]["UserGuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user and the folders that the user shared were deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["RequestFailed"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyRequests"];
            524: components["responses"]["GatewayTimeout"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    edit_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The guid of the user, as `list_users` and `create_user` return it. For `get_user` and `edit_user`, `current`
                 *     stands for the user whom the token belongs to.
                 */
                user_guid: components["parameters"]["UserGuid"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "group": "88888888-eeee-8888-eeee-888888888888",
                 *       "email": "emma@blueseas.com"
                 *     }
                 */
                "application/json": components["schemas"]["UserChanges"];
            };
        };
        responses: {
            /** @description The user was edited. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["RequestFailed"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyRequests"];
            524: components["responses"]["GatewayTimeout"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    require_mfa: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The guid of the user, as `list_users` and `create_user` return it. For `get_user` and `edit_user`, `current`
                 *     stands for the user whom the token belongs to.
                 */
                user_guid: components["parameters"]["UserGuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user must use two-factor authentication from now on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["RequestFailed"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyRequests"];
            524: components["responses"]["GatewayTimeout"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    reset_mfa: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The guid of the user, as `list_users` and `create_user` return it. For `get_user` and `edit_user`, `current`
                 *     stands for the user whom the token belongs to.
                 */
                user_guid: components["parameters"]["UserGuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The second factor was removed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["RequestFailed"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyRequests"];
            524: components["responses"]["GatewayTimeout"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    reset_pending_mfa: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The guid of the user, as `list_users` and `create_user` return it. For `get_user` and `edit_user`, `current`
                 *     stands for the user whom the token belongs to.
                 */
                user_guid: components["parameters"]["UserGuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pending enrolment was removed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["RequestFailed"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyRequests"];
            524: components["responses"]["GatewayTimeout"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    resend_activation_email: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The guid of the user, as `list_users` and `create_user` return it. For `get_user` and `edit_user`, `current`
                 *     stands for the user whom the token belongs to.
                 */
                user_guid: components["parameters"]["UserGuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The email was sent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["RequestFailed"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyRequests"];
            524: components["responses"]["GatewayTimeout"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    get_user_quota: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The quota. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "active_user_count": 1,
                     *       "inactive_user_count": 3,
                     *       "total_user_count": 4,
                     *       "remaining_active_quota": 1,
                     *       "total_active_quota": 2
                     *     }
                     */
                    "application/json": components["schemas"]["UserQuota"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["RequestFailed"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyRequests"];
            524: components["responses"]["GatewayTimeout"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    list_company_views: {
        parameters: {
            query?: {
                /** @description The number of past days, a year at most. */
                days_back?: number;
                /** @description Only companies in the folder with this guid. */
                folder?: string;
                /** @description The largest number of companies to return. */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The guid of the user, as `list_users` and `create_user` return it. For `get_user` and `edit_user`, `current`
                 *     stands for the user whom the token belongs to.
                 */
                user_guid: components["parameters"]["UserGuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Both lists. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "most_recently_viewed": [
                     *         {
                     *           "rating": 490,
                     *           "guid": "a940bb61-33c4-42c9-9231-c8194c305db3",
                     *           "name": "Saperix, Inc."
                     *         }
                     *       ],
                     *       "top_viewed": [
                     *         {
                     *           "rating": 490,
                     *           "guid": "a940bb61-33c4-42c9-9231-c8194c305db3",
                     *           "name": "Saperix, Inc."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CompanyViews"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["RequestFailed"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyRequests"];
            524: components["responses"]["GatewayTimeout"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    list_access_groups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All groups. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "groups": [
                     *         {
                     *           "guid": "eeeeeeee-8888-eeee-8888-eeeeeeeeeeee",
                     *           "name": "My Group"
                     *         }
                     *       ],
                     *       "default_group": "aaaaaaaa-1212-1212-aaaa-121212121212"
                     *     }
                     */
                    "application/json": components["schemas"]["AccessGroups"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["RequestFailed"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyRequests"];
            524: components["responses"]["GatewayTimeout"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    get_access_group: {
        parameters: {
            query?: {
                /** @description An addition to the group. `users` adds its members. */
                expand?: components["schemas"]["GroupExpansion"];
            };
            header?: never;
            path: {
                /** @description The guid of the group, as `list_access_groups` returns it. */
                group_guid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessGroup"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["RequestFailed"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyRequests"];
            524: components["responses"]["GatewayTimeout"];
            "5XX": components["responses"]["ServerError"];
        };
    };
}
