//! Where a request comes from, for counting and nothing else.

use axum::http::HeaderMap;
use std::net::{IpAddr, SocketAddr};

const FORWARDED: &str = "x-forwarded-for";

/// The address of whoever sent a request: the one that connected, or the one for which a trusted web server in front
/// connected.
/// Shape: of `X-Forwarded-For` the last hop only, for that is the one which the trusted server wrote; whatever stands
/// before it is what the sender says of themselves.
pub fn of(connected: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let connected = connected.to_canonical();
    if !trusted
        .iter()
        .any(|proxy| proxy.to_canonical() == connected)
    {
        return connected;
    }
    let last = headers.get_all(FORWARDED).iter().next_back();
    let hop = last
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.rsplit(',').next());
    hop.and_then(address).unwrap_or(connected)
}

/// Reads an address as web servers write it, with or without a port.
fn address(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let bare = hop.trim_start_matches('[').trim_end_matches(']');
    let parsed = bare.parse().ok();
    let found = parsed.or_else(|| hop.parse::<SocketAddr>().ok().map(|a| a.ip()));
    found.map(|ip: IpAddr| ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_trusted_web_server_is_believed_and_only_its_own_hop() {
        let check = |connected: &str, forwarded: &[&str], trusted: &[&str], expected: &str| {
            let mut headers = HeaderMap::new();
            for value in forwarded {
                headers.append(FORWARDED, value.parse().unwrap());
            }
            let trusted: Vec<IpAddr> = trusted.iter().map(|t| t.parse().unwrap()).collect();
            let peer = of(connected.parse().unwrap(), &headers, &trusted);
            assert_eq!(peer.to_string(), expected, "{connected} {forwarded:?}");
        };
        let proxy = ["10.0.0.1"];
        check("10.0.0.1", &["192.0.2.7"], &proxy, "192.0.2.7");
        check("10.0.0.1", &["192.0.2.7"], &[], "10.0.0.1");
        check("10.0.0.2", &["192.0.2.7"], &proxy, "10.0.0.2");
        check("10.0.0.1", &["203.0.113.9, 192.0.2.7"], &proxy, "192.0.2.7");
        check(
            "10.0.0.1",
            &["203.0.113.9", "192.0.2.7"],
            &proxy,
            "192.0.2.7",
        );
        check("10.0.0.1", &[], &proxy, "10.0.0.1");
        check("10.0.0.1", &["unknown"], &proxy, "10.0.0.1");
        check("10.0.0.1", &["192.0.2.7, unknown"], &proxy, "10.0.0.1");
        check("10.0.0.1", &["192.0.2.7:4711"], &proxy, "192.0.2.7");
        check("10.0.0.1", &["[2001:db8::7]:4711"], &proxy, "2001:db8::7");
        check("10.0.0.1", &["2001:db8::7"], &proxy, "2001:db8::7");
        check("::ffff:10.0.0.1", &["192.0.2.7"], &proxy, "192.0.2.7");
        check("::1", &["192.0.2.7"], &["::1"], "192.0.2.7");
    }
}
