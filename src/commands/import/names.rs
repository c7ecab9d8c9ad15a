/*!
The names of files as people read them.

Archives packed on a Chinese Windows leave names in GBK behind. A part of a path that is no
UTF-8 is therefore shown as what it is in GB18030, where it is something in that.
*/

use encoding_rs::GB18030;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// A path as text.
pub fn shown(path: &Path) -> String {
    let parts = path.as_os_str().as_bytes().split(|byte| *byte == b'/');
    let parts: Vec<String> = parts.map(part).collect();
    parts.join("/")
}

/// The last part of a path as text.
pub fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| part(name.as_bytes()))
        .unwrap_or_default()
}

fn part(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    GB18030
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map_or_else(
            || String::from_utf8_lossy(bytes).into_owned(),
            std::borrow::Cow::into_owned,
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsStr;

    #[test]
    fn each_part_in_its_characters() {
        let path = |bytes: &[u8]| shown(Path::new(OsStr::from_bytes(bytes)));
        let gbk = b"\xD6\xA7\xB3\xF6.txt";
        assert_eq!(path(gbk), "支出.txt");
        let joined = ["预算/".as_bytes(), gbk].concat();
        assert_eq!(path(&joined), "预算/支出.txt");
        assert_eq!(path("/预算/a.txt".as_bytes()), "/预算/a.txt");
        assert_eq!(path(b"\xFF.txt"), "\u{FFFD}.txt");
    }
}
