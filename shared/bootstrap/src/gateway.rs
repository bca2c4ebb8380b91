//! What the gateway says of a request, as opposed to what the browser says (`security.md` T39): the `Host` header and all
//! forwarded ones are never read.

use lambda_http::{Request, RequestExt as _, request::RequestContext};

/// The gateway's own words about a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gateway<'a> {
    /// The invocation's id.
    pub request_id: &'a str,
    /// The name under which the gateway took the request.
    pub domain_name: Option<&'a str>,
    /// The address the request came from; empty if the gateway did not say.
    pub source_ip: &'a str,
}

/// What the gateway says of this request.
pub fn of(request: &Request) -> Gateway<'_> {
    let request_id = request
        .lambda_context_ref()
        .map_or("", |context| context.request_id.as_str());
    let (domain_name, source_ip) = match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => (
            context.domain_name.as_deref(),
            context.http.source_ip.as_deref().unwrap_or_default(),
        ),
        _ => (None, ""),
    };
    Gateway {
        request_id,
        domain_name,
        source_ip,
    }
}
