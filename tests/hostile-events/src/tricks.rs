//! Paths and methods that resemble those of a route without being one.

/// Methods that no route allows, as a browser may write them.
pub const METHOD_TRICKS: [&str; 14] = [
    "TRACE", "OPTIONS", "CONNECT", "PUT", "get", "Get", "post", "pOST", "GETS", "POSTX", "X-GET",
    "PROPFIND", "DEBUG", "QUERY",
];

/// Variants of a path that a proxy, a browser or a server might take for the same path.
pub fn path_tricks(path: &str) -> Vec<String> {
    let mut tricks: Vec<String> = [
        "/", "//", "/.", "/..", "/./", "%2f", "%2F", "%00", "\0", ".css", ".json", ";a=b", "?",
        "?a", "#", "#a", "%3f", "%23", " ", "%20", "\t", "\n", "\r\n", "\\", "/\\", "%5c", "..",
        "...", "~", "\u{feff}", "\u{202e}", "\u{fffd}",
    ]
    .iter()
    .map(|end| format!("{path}{end}"))
    .collect();
    let starts = [
        "/",
        "//",
        "/.",
        "/./",
        "/x/..",
        "%2f",
        "\\",
        " ",
        "http://connect.example",
        "\u{feff}",
    ];
    tricks.extend(starts.iter().map(|start| format!("{start}{path}")));
    tricks.push(path.trim_start_matches('/').to_owned());
    tricks.push(path.to_uppercase());
    for replacement in [
        "//", "/./", "/../", "%2f", "%2F", "\\", "/%2e/", "\u{2215}", "\u{ff0f}",
    ] {
        let position = path.rfind('/').unwrap_or_default();
        let (before, after) = path.split_at(position);
        tricks.push(format!(
            "{before}{replacement}{}",
            after.trim_start_matches('/')
        ));
        tricks.push(path.replace('/', replacement));
    }
    let mut shorter = path.to_owned();
    if let Some(last) = shorter.pop() {
        tricks.push(format!("{shorter}%{:02x}", u32::from(last)));
        tricks.push(format!("{shorter}%25{:02x}", u32::from(last)));
    }
    tricks.retain(|trick| trick != path);
    tricks
}
