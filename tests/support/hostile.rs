//! Texts that have broken programs before: for databases, pages, spreadsheets, file names and eyes. Our own list; a
//! public one (`torture/blns/blns.json`) joins it where it is on this machine.

/// Our own, always there.
pub fn texts() -> Vec<String> {
    let mut out: Vec<String> = LIST.iter().map(|t| (*t).to_owned()).collect();
    out.push("x".repeat(60));
    out.push("word ".repeat(12));
    out.push("é".repeat(200));
    out.push("😀".repeat(100));
    out.push("e\u{301}".repeat(500));
    out.push("long ".repeat(20_000));
    out.push("x".repeat(1 << 20));
    out.push("x".repeat((1 << 20) + 1));
    out
}

/// The public list; empty where it is absent.
pub fn public() -> Vec<String> {
    let Some(path) = crate::shared("torture/blns/blns.json") else {
        return vec![];
    };
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

const LIST: &[&str] = &[
    "'; DROP TABLE head; --",
    "\"; DELETE FROM log_change; --",
    "1 OR 1=1",
    "' UNION SELECT secret FROM keys --",
    "Robert'); DROP TABLE person;--",
    "%_%",
    "a\\'b",
    "NULL",
    "null",
    "nil",
    "undefined",
    "true",
    "0",
    "-0",
    "1e1000",
    "0x7FFFFFFF",
    "9223372036854775808",
    "NaN",
    "name:\"NEAR(a b)\" AND NOT *",
    "\"",
    "AND",
    "a* OR b^",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt;",
    "javascript:alert(1)",
    "{{constructor.constructor('x')()}}",
    "${7*7}",
    "]]>",
    "=cmd|' /C calc'!A0",
    "=HYPERLINK(\"http://example.org\")",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\n=1+1",
    "＝1+1",
    "'=1",
    "a,b;c\"d\"",
    "two\nlines",
    "a\ttab",
    "carriage\r\nreturn",
    "bell\u{7}",
    "zero\u{0}byte",
    "delete\u{7f}",
    "next\u{85}line",
    "\u{202e}drowssap",
    "\u{2066}isolate\u{2069}",
    "zero\u{200b}width\u{200d}join",
    "\u{feff}mark first",
    "line\u{2028}separator\u{2029}",
    "é",
    "e\u{301}",
    "Ω\u{2126}",
    "ﬁ ligature",
    "İıſK",
    "أبجد هوز",
    "漢字かな",
    "𐍈 four bytes",
    "👩\u{200d}👩\u{200d}👧\u{200d}👦",
    "\u{fffd}",
    "\u{ffff}",
    "\u{10ffff}",
    "\u{e000} private",
    "Z\u{351}\u{36b}\u{343}\u{36a}\u{302}\u{36b}algo",
    "CON",
    "LPT1.txt",
    "..\\..\\windows\\system32",
    "../../../etc/passwd",
    "file://server/share",
    "C:\\",
    "%00%2e%2e",
    "%s%n%d",
    " leading",
    "trailing ",
    " ",
    "",
];
