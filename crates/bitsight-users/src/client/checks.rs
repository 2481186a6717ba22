//! The checks of options whose values have a form: the base URL, and headers.

use reqwest::{
    Url,
    header::{HeaderMap, HeaderName, HeaderValue},
};

use crate::{error::Error, platform::option_name};

use super::settings::{self, HeaderNames};

/// The base URL, if it can be used.
pub(super) fn base_url(text: &str, allow_http: bool) -> Result<Url, Error> {
    let refuse = |problem: &str| Err(Error::configuration("base_url", problem));
    let Ok(url) = Url::parse(text.trim()) else {
        return refuse("must be an absolute URL such as `https://api.bitsighttech.com/ratings`");
    };
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("must not hold a user name or password");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return refuse("must not hold a query or fragment");
    }
    match url.scheme() {
        "https" => {}
        "http" if allow_http || is_loopback(&url) => {}
        "http" => {
            return refuse(
                "plain `http` would expose the token on the network; only loopback may use it, unless \
                 `dangerously_allow_http` is set",
            );
        }
        _ => return refuse("must begin with `https`"),
    }
    Ok(url)
}

pub(super) fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else {
        return false;
    };
    // The parser has brought numeric addresses into their one form. Names below `localhost` are left
    // to the system's resolver, which may lead anywhere.
    let is_numeric = host
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    host == "localhost" || host == "[::1]" || (is_numeric && host.starts_with("127."))
}

/// The headers of every request: the caller's own, and those that have an option.
pub(super) fn headers(
    pairs: &[(String, String)],
    options: &[(HeaderNames, String)],
) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        let refuse = |problem| Err(Error::configuration(&format!("headers.{name}"), problem));
        let Ok(key) = HeaderName::try_from(name.as_str()) else {
            return refuse("is not a valid header name");
        };
        if settings::RESERVED_HEADERS.contains(&key.as_str()) {
            return refuse("can't be set");
        }
        let Ok(value) = HeaderValue::try_from(value.as_str()) else {
            return refuse("has a value that a header can't hold");
        };
        headers.append(key, value);
    }
    for (option, text) in options {
        let name = option_name(option.rust, Some(option.javascript));
        let refuse = |problem: &str| Err(Error::configuration(name, problem));
        if headers.contains_key(option.header) {
            return refuse("its header is among `headers` as well");
        }
        let is_printable = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        let (true, Ok(value)) = (is_printable, HeaderValue::try_from(text.as_str())) else {
            return refuse("must hold printable ASCII characters only");
        };
        if text.is_empty() || text.trim().len() < text.len() {
            return refuse("must neither be empty nor have spaces around it");
        }
        headers.insert(HeaderName::from_static(option.header), value);
    }
    Ok(headers)
}

#[cfg(test)]
mod tests {
    use crate::Client;

    #[test]
    fn headers_that_the_client_sets_are_refused_by_name() {
        for name in [
            "Authorization",
            "host",
            "content-length",
            "bitsight-users-body",
            "Transfer-Encoding",
            "connection",
            "expect",
        ] {
            let client = Client::builder().token("a-token").header(name, "x").build();
            let field = client
                .err()
                .and_then(|error| error.field().map(str::to_owned));
            assert_eq!(field, Some(format!("headers.{name}")));
        }
        let client = Client::builder()
            .token("a-token")
            .header("x-team", "x")
            .build();
        assert!(client.is_ok());
    }

    #[test]
    fn options_that_are_headers_are_checked() {
        let builder = || Client::builder().token("a-token");
        for text in ["", " ", " a", "a ", "a\nb", "a\tb", "é"] {
            for (builder, option) in [
                (
                    builder().calling_platform_version(text),
                    "calling_platform_version",
                ),
                (
                    builder().connector_name_version(text),
                    "connector_name_version",
                ),
            ] {
                let error = builder.build().err();
                let field = error.and_then(|error| error.field().map(str::to_owned));
                assert_eq!(field.as_deref(), Some(option), "{text:?}");
            }
        }
        let twice = builder()
            .connector_name_version("a 1")
            .connector_name_version("a 2");
        assert!(twice.build().is_ok());
        let both = builder()
            .header("X-Bitsight-Connector-Name-Version", "a 1")
            .connector_name_version("a 2");
        assert!(both.build().is_err());
    }
}
