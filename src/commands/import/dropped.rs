/*!
Paths as terminals and file managers hand them over.

A file that is dragged onto a terminal comes in quotes, with backslashes before its blanks, or
as an address (`file:///…/%E9%A2%84%E7%AE%97.xls`). Where nothing lies at the path as it is given, that
is what was meant.
*/

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

/// The path that was meant, where there is a file.
pub fn meant(path: &Path) -> PathBuf {
    if path.symlink_metadata().is_ok() {
        return path.to_owned();
    }
    let readings = readings(path.as_os_str().as_bytes());
    let mut paths = readings
        .into_iter()
        .map(|bytes| PathBuf::from(OsString::from_vec(bytes)));
    paths
        .find(|path| path.symlink_metadata().is_ok())
        .unwrap_or_else(|| path.to_owned())
}

/// What a path may stand for, the likeliest first.
fn readings(given: &[u8]) -> Vec<Vec<u8>> {
    let given = given.trim_ascii();
    let bare = unquoted(given);
    let mut readings = vec![bare.to_vec(), without_escapes(bare)];
    readings.extend(of_address(bare));
    readings
}

fn unquoted(text: &[u8]) -> &[u8] {
    for quotes in [("'", "'"), ("\"", "\""), ("“", "”"), ("‘", "’"), ("<", ">")] {
        let (open, close) = (quotes.0.as_bytes(), quotes.1.as_bytes());
        if let Some(inside) = text.strip_prefix(open)
            && let Some(inside) = inside.strip_suffix(close)
        {
            return inside;
        }
    }
    text
}

fn without_escapes(text: &[u8]) -> Vec<u8> {
    let mut path = Vec::with_capacity(text.len());
    let mut bytes = text.iter();
    while let Some(&byte) = bytes.next() {
        let escaped = (byte == b'\\').then(|| bytes.next()).flatten();
        path.push(*escaped.unwrap_or(&byte));
    }
    path
}

/// The path of an address on this machine.
fn of_address(text: &[u8]) -> Option<Vec<u8>> {
    const SCHEME: &[u8] = b"file:";
    let (scheme, rest) = text.split_at_checked(SCHEME.len())?;
    if !scheme.eq_ignore_ascii_case(SCHEME) {
        return None;
    }
    let path = match rest.strip_prefix(b"//") {
        Some(rest) => rest.strip_prefix(b"localhost").unwrap_or(rest),
        None => rest,
    };
    path.starts_with(b"/").then(|| decoded(path))
}

/// A path whose bytes are written as %E9.
fn decoded(text: &[u8]) -> Vec<u8> {
    let mut path = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, after @ ..] = rest {
        let coded = after.split_at_checked(2).and_then(|(digits, after)| {
            let digits = std::str::from_utf8(digits).ok()?;
            Some((u8::from_str_radix(digits, 16).ok()?, after))
        });
        match (first, coded) {
            (b'%', Some((byte, after))) => {
                path.push(byte);
                rest = after;
            }
            _ => {
                path.push(*first);
                rest = after;
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_dragged_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("预算 (1).xls");
        std::fs::write(&file, "").unwrap();
        let plain = file.to_str().unwrap();
        let coded: String = plain
            .bytes()
            .map(|byte| match byte {
                b'/' | b'.' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => {
                    char::from(byte).to_string()
                }
                byte => format!("%{byte:02X}"),
            })
            .collect();
        for given in [
            plain.to_owned(),
            format!("'{plain}'"),
            format!("\"{plain}\" "),
            plain
                .replace(' ', "\\ ")
                .replace('(', "\\(")
                .replace(')', "\\)"),
            format!("file://{coded}"),
            format!("'file://localhost{coded}'"),
            format!("FILE:{coded}"),
        ] {
            assert_eq!(meant(Path::new(&given)), file, "{given}");
        }
        let nowhere = Path::new("'/nowhere/a.xls'");
        assert_eq!(meant(nowhere), nowhere);
        let odd = folder.path().join("'b'");
        std::fs::write(&odd, "").unwrap();
        assert_eq!(meant(&odd), odd);
    }
}
