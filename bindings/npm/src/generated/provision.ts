// Written by `cargo xtask regen` from crates/provision's JSON Schemas. Do not edit.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A list of people */
        List: {
            /**
             * @description The version of the format.
             */
            version: 1;
            policy?: components["schemas"]["ListPolicy"];
            /** @description The people. */
            users: components["schemas"]["ListRow"][];
        };
        /** @description One person. Null and an absent key mean that a field is not managed here. */
        ListRow: {
            /** @description The email address, which is the key. */
            email: string;
            /** @description The address that the person has had so far, if it changes. */
            previous_email?: string | null;
            /**
             * @description Whether the person is to be in the account.
             * @default present
             */
            state?: ("present" | "absent" | "deactivated") | null;
            /** @description Ignored. */
            note?: string | null;
            /** @description The user's preferred name. */
            friendly_name?: string | null;
            /** @description The full name. */
            formal_name?: string | null;
            /** @description The user's role, as an array of exactly one. */
            role?: ("customer_user" | "customer_admin" | "customer_group_admin" | "customer_portfolio_manager" | "vrm_admin" | "vrm_operations" | "vrm_view_only" | "vrm_internal_business_user" | "vulnerability_response_outreach") | (string | null);
            /**
             * @description The guid of an access control group (see `list_access_groups`).
             * @example Analytics Team
             */
            group?: string | null;
            /** @description Whether the user is a contact, to whom colleagues are referred who want companies added to the portfolio. */
            contact?: boolean | null;
            /** @description Features to switch on or off for the user. */
            features?: {
                [key: string]: boolean | string;
            } | null;
        };
        /** @description What a plan may do, and to whom. */
        ListPolicy: {
            /** @description Whom a plan may touch; everybody if it is empty. */
            scope?: {
                /** @description Domains of email addresses. */
                domains?: string[];
                /** @description Access groups, by guid or by name. */
                groups?: string[];
                /** @description Roles, by slug. */
                roles?: string[];
            };
            /** @description Email addresses or guids of users to leave alone. */
            ignore?: string[];
            /** @description Email addresses or guids of users who may be edited, but never deleted or demoted. */
            protect?: string[];
            /** @description Guids of company tokens that the list may edit or delete. */
            company_tokens?: string[];
            /**
             * @description Whether listed users without two-factor authentication are made to set it up.
             * @default false
             */
            require_mfa?: boolean;
            /**
             * @description After how many days users who haven't activated their account get the email again.
             * @default null
             */
            resend_activation_after?: number | null;
            /**
             * @description The most users that may be deleted, at most 10 % of those in scope in any case.
             * @default 0
             */
            allow_deletes?: number;
            /**
             * @description The largest part of the matched users that may be edited, in percent.
             * @default 30
             */
            max_edits_percent?: number;
            /**
             * @description The fewest activated administrators that must remain.
             * @default 2
             */
            min_admins?: number;
            /**
             * @description The most users that may be created in a calendar month, UTC.
             * @default 300
             */
            max_creates_per_month?: number;
            /**
             * @description Whether deletes are done although something before them failed.
             * @default false
             */
            delete_after_failures?: boolean;
        };
        /** @description A plan */
        Plan: {
            version: 1;
            /** @description The service's address. */
            host: string;
            /** @description The guid of the user whom the token belongs to. */
            account: string | null;
            input: components["schemas"]["PlanHash"];
            snapshot: components["schemas"]["PlanHash"];
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            expires: string;
            policy: components["schemas"]["PlanPolicy"];
            /** @description How many people were in scope. */
            in_scope: number;
            items: components["schemas"]["PlanItem"][];
            refusals: components["schemas"]["PlanRefusal"][];
            warnings: string[];
            hash: components["schemas"]["PlanHash"];
        };
        PlanHash: string;
        /** @enum {unknown} */
        PlanReason: "not_in_account" | "fields_differ" | "address_changes" | "listed_absent" | "without_mfa" | "not_activated" | "matches" | "already_absent" | "already_deactivated" | "not_listed" | "out_of_scope" | "ignored" | "protected" | "deactivate" | "reactivate" | "company_token" | "missing_fields" | "unknown_group" | "ambiguous_group" | "previous_not_found" | "address_taken" | "not_found" | "recently_created" | "complete_read" | "deletes" | "edits" | "admins" | "own_user" | "seats" | "month";
        /** @enum {unknown} */
        PlanAction: "create" | "edit" | "rename" | "delete" | "require_mfa" | "resend_activation";
        /** @description Values by column. */
        PlanFields: {
            [key: string]: unknown;
        };
        PlanItem: {
            line?: number;
            email: string;
            guid?: string;
            /** @enum {unknown} */
            status: "planned" | "unchanged" | "unmanaged" | "out_of_scope" | "ignored" | "protected" | "manual" | "blocked" | "conflict" | "deferred";
            action?: components["schemas"]["PlanAction"];
            reason: components["schemas"]["PlanReason"];
            message?: string;
            /** @enum {unknown} */
            risk?: "reversible" | "sends_email" | "irreversible";
            before?: components["schemas"]["PlanFields"];
            after?: components["schemas"]["PlanFields"];
            precondition?: {
                absent: string;
            } | {
                user: {
                    email: string;
                    status?: string;
                    fields: components["schemas"]["PlanFields"];
                };
            };
            /** Format: date-time */
            until?: string;
            /** @description The cells of the row, by column. */
            row?: {
                [key: string]: string;
            };
        };
        PlanRefusal: {
            guard: components["schemas"]["PlanReason"];
            actions: number;
            figure: number;
            limit: number;
            option?: string;
            message: string;
        };
        /** @description What a plan may do, and to whom. */
        PlanPolicy: {
            /** @description Whom a plan may touch; everybody if it is empty. */
            scope?: {
                /** @description Domains of email addresses. */
                domains?: string[];
                /** @description Access groups, by guid or by name. */
                groups?: string[];
                /** @description Roles, by slug. */
                roles?: string[];
            };
            /** @description Email addresses or guids of users to leave alone. */
            ignore?: string[];
            /** @description Email addresses or guids of users who may be edited, but never deleted or demoted. */
            protect?: string[];
            /** @description Guids of company tokens that the list may edit or delete. */
            company_tokens?: string[];
            /**
             * @description Whether listed users without two-factor authentication are made to set it up.
             * @default false
             */
            require_mfa?: boolean;
            /**
             * @description After how many days users who haven't activated their account get the email again.
             * @default null
             */
            resend_activation_after?: number | null;
            /**
             * @description The most users that may be deleted, at most 10 % of those in scope in any case.
             * @default 0
             */
            allow_deletes?: number;
            /**
             * @description The largest part of the matched users that may be edited, in percent.
             * @default 30
             */
            max_edits_percent?: number;
            /**
             * @description The fewest activated administrators that must remain.
             * @default 2
             */
            min_admins?: number;
            /**
             * @description The most users that may be created in a calendar month, UTC.
             * @default 300
             */
            max_creates_per_month?: number;
            /**
             * @description Whether deletes are done although something before them failed.
             * @default false
             */
            delete_after_failures?: boolean;
        };
        /** @description A record of a journal, which is one line */
        JournalRecord: {
            record: "plan";
            /** Format: date-time */
            at: string;
            /** @description The plan; see plan.schema.json. */
            plan: {
                [key: string]: unknown;
            };
        } | {
            record: "resume";
            /** Format: date-time */
            at: string;
        } | {
            record: "intent";
            /** Format: date-time */
            at: string;
            /** @description The number of the item in the plan. */
            item: number;
        } | {
            record: "retry";
            /** Format: date-time */
            at: string;
            /** @description The number of the item in the plan. */
            item: number;
            code: string;
        } | {
            record: "done";
            /** Format: date-time */
            at: string;
            /** @description The number of the item in the plan. */
            item: number;
            /** @enum {unknown} */
            outcome: "done" | "unchanged" | "unmanaged" | "out_of_scope" | "ignored" | "protected" | "manual" | "blocked" | "conflict" | "deferred" | "drifted" | "failed" | "unresolved" | "not_started";
            guid?: string;
            code?: string;
            /** @enum {unknown} */
            effect?: "none" | "possible";
        } | {
            record: "end";
            /** Format: date-time */
            at: string;
        };
        /** @description A report */
        Report: {
            version: 1;
            /** @description The hash of the plan. */
            plan: string;
            /** @description Whether the run is over. */
            finished: boolean;
            /**
             * @description Why it stopped early.
             * @enum {unknown}
             */
            stopped?: "unauthorized" | "forbidden" | "quota_reached" | "rate_limited" | "unreadable" | "other_account" | "journal_failed" | "interrupted";
            counts: {
                [key: string]: number;
            };
            rows: components["schemas"]["ReportRow"][];
        };
        ReportRow: {
            line?: number;
            email: string;
            guid?: string;
            /** @enum {unknown} */
            action?: "create" | "edit" | "rename" | "delete" | "require_mfa" | "resend_activation";
            /** @enum {unknown} */
            outcome: "done" | "unchanged" | "unmanaged" | "out_of_scope" | "ignored" | "protected" | "manual" | "blocked" | "conflict" | "deferred" | "drifted" | "failed" | "unresolved" | "not_started";
            /** @description Why: a reason of the plan, the code of a failure, or a circumstance. */
            code: string;
            /** @enum {unknown} */
            effect?: "none" | "possible";
            /** Format: date-time */
            until?: string;
            message?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
