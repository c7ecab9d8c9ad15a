/*!
Bundles: packages whose members are documents, as they are downloaded (.zip, .7z).

A bundle says what it likes of itself: how many files it holds, how large they are, where they
go. So everything is counted as it comes out, bundles inside of bundles among it, nothing is
written anywhere, and a name is a name and no path. An office file is a package too, and no
bundle.
*/

mod seven;
mod zipped;

use super::{DocumentError, READERS, package};
use encoding_rs::GB18030;
use std::io::{self, Read};

/// What stands between the name of a bundle and that of its member.
pub const WITHIN: &str = "!";

/// The members of a bundle and of the bundles in it, together: no disclosure has more files.
const MOST_MEMBERS: usize = 2000;
/// The parts of a package of any kind: no office writes as many.
const MOST_PARTS: usize = 20_000;
/// What they may hold together, in megabytes, and each of them.
const LIMIT_MB: usize = 192;
const MEMBER_MB: usize = 64;
/// What is larger than this may not be so many times as large as it was packed.
const LARGE: u64 = 8 << 20;
const MOST_TIMES: u64 = 400;
/// Bundles lie in bundles no deeper.
const DEEPEST: usize = 4;

/// What is said of a package that cannot be opened.
pub(super) const REOPEN: &str = "重新下载（可能没有下载完），或先解压，再导入解压出来的文件";

/// A file that lies in a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name in the bundle; behind those of the bundles that it lies in.
    pub name: String,
    /// Its bytes, or why there are none, in words.
    pub content: Result<Vec<u8>, String>,
}

impl Member {
    /// Whether it is a file beside the documents, like a picture.
    pub fn is_no_document(&self) -> bool {
        matches!(&self.content, Err(why) if why == NO_DOCUMENT)
    }
}

/// Why a member that is no document has no bytes.
const NO_DOCUMENT: &str = "不是文档";

/// Whether bytes may begin a bundle: enough to ask, for only [`open`] looks further.
pub fn may_be(beginning: &[u8]) -> bool {
    zipped::begins(beginning) || seven::begins(beginning)
}

/// The documents in a bundle, by `is_wanted` of their names, in order; none where the bytes are
/// a document themselves.
pub fn open(
    bytes: &[u8],
    is_wanted: fn(&str) -> bool,
) -> Result<Option<Vec<Member>>, DocumentError> {
    if !may_be(bytes) {
        return Ok(None);
    }
    // Asked before any reader looks at the list of parts, which takes memory for each.
    if zipped::declared(bytes) > MOST_PARTS {
        return Err(DocumentError::TooManyMembers { most: MOST_MEMBERS });
    }
    if is_document(bytes) {
        return Ok(None);
    }
    let mut unpacking = Unpacking {
        is_wanted,
        left: (LIMIT_MB as u64) << 20,
        seen: 0,
        members: Vec::new(),
    };
    unpacking.unpack(bytes, "", 1)?;
    Ok(Some(unpacking.members))
}

/// Whether a package is a document, be it of a kind that cannot be read.
fn is_document(bytes: &[u8]) -> bool {
    const OF_OFFICE: &str = "[Content_Types].xml";
    const OF_OPEN_OFFICE: &str = "META-INF/manifest.xml";
    let is_part = |name: &str| matches!(name, OF_OFFICE | OF_OPEN_OFFICE);
    READERS.iter().any(|reader| (reader.knows)(bytes)) || package::holds(bytes, is_part, &[])
}

/// A bundle that is being unpacked.
struct Unpacking {
    is_wanted: fn(&str) -> bool,
    /// What may still come out of it, in bytes.
    left: u64,
    /// How many members were looked at.
    seen: usize,
    members: Vec<Member>,
}

/// A member that was found, before it is unpacked.
struct FoundMember<'n> {
    name: &'n str,
    /// How large it says it is.
    size: u64,
    /// How large it is packed, where that is known.
    packed: Option<u64>,
    is_locked: bool,
}

impl Unpacking {
    fn unpack(&mut self, bytes: &[u8], within: &str, depth: usize) -> Result<(), DocumentError> {
        if seven::begins(bytes) {
            seven::unpack(self, bytes, within, depth)
        } else {
            zipped::unpack(self, bytes, within, depth)
        }
    }

    /// Counts members, wanted or not.
    fn count(&mut self, members: usize) -> Result<(), DocumentError> {
        self.seen = self.seen.saturating_add(members);
        if self.seen > MOST_MEMBERS {
            return Err(DocumentError::TooManyMembers { most: MOST_MEMBERS });
        }
        Ok(())
    }

    /// Whether a member is looked for: what computers leave beside documents is not. Other files are
    /// named and not unpacked.
    fn wants(&mut self, name: &str, within: &str) -> bool {
        let is_left_behind = |part: &str| part.starts_with(['.', '~']) || part == "__MACOSX";
        let name = name.replace('\\', "/");
        // `..` is hidden by no system and means nothing here.
        let mut parts = name.split('/').filter(|part| !matches!(*part, "." | ".."));
        if name.ends_with('/') || parts.any(is_left_behind) {
            return false;
        }
        let is_wanted = (self.is_wanted)(&name);
        if !is_wanted {
            self.members.push(Member {
                name: format!("{within}{name}"),
                content: Err(NO_DOCUMENT.to_owned()),
            });
        }
        is_wanted
    }

    /// Whether a document was found behind so many members.
    fn found_behind(&self, before: usize) -> bool {
        let found = self.members.iter().skip(before);
        found.filter(|member| !member.is_no_document()).count() > 0
    }

    /// Unpacks a member, and what lies in it where it is a bundle.
    fn take(&mut self, found: &FoundMember, within: &str, depth: usize, from: &mut dyn Read) {
        let name = format!("{within}{}", found.name.replace('\\', "/"));
        let content = self.content(found, from);
        let Ok(bytes) = content else {
            return self.members.push(Member { name, content });
        };
        let is_bundle =
            may_be(&bytes) && (zipped::declared(&bytes) > MOST_PARTS || !is_document(&bytes));
        if !is_bundle {
            let content = Ok(bytes);
            return self.members.push(Member { name, content });
        }
        let why = if depth >= DEEPEST {
            format!("压缩包套了 {DEEPEST} 层以上，里面的没有读；请解压后再导入")
        } else {
            let before = self.members.len();
            match self.unpack(&bytes, &format!("{name}{WITHIN}"), depth + 1) {
                Ok(()) if self.found_behind(before) => return,
                Ok(()) => WITHOUT_DOCUMENTS.to_owned(),
                Err(error) => error.to_string(),
            }
        };
        let content = Err(why);
        self.members.push(Member { name, content });
    }

    /// Says of a member that it does not unpack.
    fn refuse(&mut self, found: &FoundMember, within: &str, error: &io::Error) {
        self.members.push(Member {
            name: format!("{within}{}", found.name.replace('\\', "/")),
            content: Err(unpacked_badly(error)),
        });
    }

    /// The bytes of a member, or why there are none.
    fn content(&mut self, found: &FoundMember, from: &mut dyn Read) -> Result<Vec<u8>, String> {
        if found.is_locked {
            return Err("它在压缩包里加了密；请先解压，再导入解压出来的文件".to_owned());
        }
        let of_member = (MEMBER_MB as u64) << 20;
        let most = self.left.min(of_member);
        let too_much = || {
            let too_much = if most < of_member {
                DocumentError::TooLarge { limit_mb: LIMIT_MB }
            } else {
                DocumentError::TooLarge {
                    limit_mb: MEMBER_MB,
                }
            };
            Err(too_much.to_string())
        };
        let is_bomb = |size: u64| {
            let times = found.packed.map(|packed| size / packed.max(1));
            size > LARGE && times.is_some_and(|times| times > MOST_TIMES)
        };
        if found.size > most {
            return too_much();
        }
        if is_bomb(found.size) {
            return Err(BOMB.to_owned());
        }
        let mut bytes = Vec::new();
        let read = from.take(most + 1).read_to_end(&mut bytes);
        let size = bytes.len() as u64;
        self.left = self.left.saturating_sub(size);
        match read {
            Ok(_) if size > most => too_much(),
            Ok(_) if is_bomb(size) => Err(BOMB.to_owned()),
            Ok(_) => Ok(bytes),
            Err(error) => Err(unpacked_badly(&error)),
        }
    }
}

/// What is said of a bundle whose members are pictures and the like.
pub const WITHOUT_DOCUMENTS: &str = "压缩包里没有文档";
const BOMB: &str = "展开后大得不合常理（可能是压缩炸弹），没有读";

fn unpacked_badly(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::Unsupported => "压缩方法不认识；请先解压，再导入解压出来的文件".to_owned(),
        _ => "在压缩包里损坏了，解不开；请重新下载".to_owned(),
    }
}

/// A name as it was written: UTF-8, or what a Chinese Windows writes.
fn name_of(raw: &[u8]) -> String {
    if let Ok(name) = std::str::from_utf8(raw) {
        return name.to_owned();
    }
    let name = GB18030.decode_without_bom_handling_and_without_replacement(raw);
    name.map_or_else(
        || String::from_utf8_lossy(raw).into_owned(),
        std::borrow::Cow::into_owned,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut written = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            written
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            written.write_all(bytes).unwrap();
        }
        written.finish().unwrap().into_inner()
    }

    fn opened(bytes: &[u8]) -> Vec<(String, Result<usize, String>)> {
        let wanted = |name: &str| name.ends_with(".txt") || name.ends_with(".zip");
        let members = open(bytes, wanted).unwrap().unwrap();
        let each = members.into_iter();
        each.map(|member| (member.name, member.content.map(|bytes| bytes.len())))
            .collect()
    }

    #[test]
    fn members_in_members_and_what_is_left_behind() {
        let inner = zip(&[("b.txt", b"bb"), ("c.jpg", b"c")]);
        let outer = zip(&[
            ("预算/a.txt", b"a"),
            ("__MACOSX/a.txt", b"a"),
            (".a.txt", b"a"),
            ("~$a.txt", b"a"),
            ("附件.zip", &inner),
            ("../../etc/a.txt", b"evil"),
            ("图.zip", &zip(&[("c.jpg", b"c")])),
        ]);
        assert_eq!(
            opened(&outer),
            [
                ("预算/a.txt".to_owned(), Ok(1)),
                ("附件.zip!b.txt".to_owned(), Ok(2)),
                ("附件.zip!c.jpg".to_owned(), Err(NO_DOCUMENT.to_owned())),
                ("../../etc/a.txt".to_owned(), Ok(4)),
                ("图.zip!c.jpg".to_owned(), Err(NO_DOCUMENT.to_owned())),
                ("图.zip".to_owned(), Err(WITHOUT_DOCUMENTS.to_owned())),
            ]
        );
    }

    #[test]
    fn names_of_a_chinese_windows() {
        // The crate writes UTF-8 alone: four bytes of its name become two characters of GBK.
        let mut bytes = zip(&[("abcd.txt", b"a")]);
        let gbk: [u8; 4] = [0xB8, 0xBD, 0xBC, 0xFE];
        for at in 0..bytes.len() - 4 {
            if bytes[at..].starts_with(b"abcd") {
                bytes[at..at + 4].copy_from_slice(&gbk);
            }
        }
        assert_eq!(opened(&bytes)[0].0, "附件.txt");
    }

    #[test]
    fn an_office_file_is_no_bundle() {
        for parts in [
            ["word/document.xml", "a.txt"],
            ["[Content_Types].xml", "b.txt"],
        ] {
            let package = zip(&[(parts[0], b"a"), (parts[1], b"b")]);
            assert_eq!(open(&package, |_| true), Ok(None));
        }
        assert_eq!(open(b"%PDF-1.7", |_| true), Ok(None));
    }

    #[test]
    fn bombs_are_counted_as_they_come_out() {
        let blanks = vec![b' '; 65 << 20];
        let of = |bytes: &[u8]| opened(bytes).remove(0).1.unwrap_err();
        assert!(of(&zip(&[("a.txt", &blanks)])).contains("64 MB"));
        assert!(of(&zip(&[("a.txt", &blanks[..16 << 20])])).contains("炸弹"));
        let mut deep = zip(&[("a.txt", b"a")]);
        for _ in 0..100 {
            deep = zip(&[("a.zip", &deep)]);
        }
        assert!(of(&deep).contains("4 层"));
        let names: Vec<String> = (0..=MOST_MEMBERS).map(|n| format!("{n}.jpg")).collect();
        let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
        assert!(matches!(
            open(&zip(&many), |_| true),
            Err(DocumentError::TooManyMembers { .. })
        ));
        let mut million = zip(&[("a.txt", b"a")]);
        let end = million.len() - 12;
        million[end..end + 2].copy_from_slice(&[0xFF, 0xFF]);
        assert!(open(&million, |_| true).is_err());
        let inside = zip(&[("a.zip", &zip(&many))]);
        assert!(of(&inside).contains("2000"));
    }

    #[test]
    fn a_bundle_that_is_cut_says_so() {
        let whole = zip(&[("a.txt", b"aaaa")]);
        let cut = open(&whole[..whole.len() - 30], |_| true).unwrap_err();
        assert!(cut.to_string().contains("没有下载完"), "{cut}");
    }
}
