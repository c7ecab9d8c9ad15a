/*!
What parent and child say to each other.

The parent writes an order and the bytes of a document to the child's standard input, the child
a reply to its standard output, each behind its length. A password goes this way and no
other: arguments and environments can be read by everybody on the machine.
*/

use super::confinement::{MEMORY_MB, Measure};
use crate::budget::{Book, CodeName, Given};
use crate::documents::bundle::Member;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use std::path::PathBuf;
use zeroize::Zeroizing;

/// An order holds a file's name and a password, and is no longer than this.
const LONGEST: usize = 64 << 10;

/// A reply is no longer: it is made beside the document that it is about.
const LONGEST_REPLY: u64 = (MEMORY_MB << 20) / 2;

/// What a child is to do.
#[derive(Serialize, Deserialize)]
pub enum Order {
    /// To read the document whose bytes follow.
    Read {
        /// The file's name.
        name: String,
        /// What opens it, where it is locked.
        password: Option<Zeroizing<String>>,
        /// What is given of whose budget it is.
        given: Given,
    },
    /// To read the list of codes whose bytes follow.
    ReadList {
        /// The file's name.
        name: String,
        /// What opens it, where it is locked.
        password: Option<Zeroizing<String>>,
    },
    /// To take the documents out of the bundle whose bytes follow.
    Unpack,
    /// To try what it must not be able to do, such as opening this file for writing.
    TryToBreakOut {
        /// A file that the user may write.
        file: PathBuf,
    },
}

/// What a child made of its order.
#[derive(Serialize, Deserialize)]
pub enum Answer {
    /// The document holds these budgets.
    Books(Vec<Book>),
    /// The document holds this list of codes.
    List(ListRead),
    /// The file is a bundle of these, whose bytes follow.
    Members(Vec<MemberHead>),
    /// The file is no bundle.
    NoBundle,
    /// It is locked.
    NeedsPassword,
    /// It is locked, and not with this password.
    WrongPassword,
    /// It is none, and why.
    Refused(String),
    /// A reader panicked.
    Fault,
    /// What shuts the child in.
    Confinement(Vec<Measure>),
}

/// What a child made of a year's list of codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRead {
    /// The file's name.
    pub file_name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The year that it says it is of.
    pub year: Option<u16>,
    /// The codes.
    pub codes: Vec<CodeName>,
    /// What looks like a code and could not be read: where, and why.
    pub unread: Vec<(String, String)>,
    /// What was left out: where, and why.
    pub remarks: Vec<(String, String)>,
}

/// What is said of a member of a bundle before its bytes.
#[derive(Serialize, Deserialize)]
pub struct MemberHead {
    /// Its name.
    name: String,
    /// Why there are no bytes of it.
    refused: Option<String>,
}

/// The heads of members.
pub fn heads(members: &[Member]) -> Vec<MemberHead> {
    let head = |member: &Member| MemberHead {
        name: member.name.clone(),
        refused: member.content.as_ref().err().cloned(),
    };
    members.iter().map(head).collect()
}

/// Writes the bytes of members, in the order of their heads.
pub fn write_members(members: &[Member], to: &mut impl Write) -> io::Result<()> {
    let contents = members.iter().flat_map(|member| &member.content);
    contents
        .into_iter()
        .try_for_each(|content| write_part(content, to))?;
    to.flush()
}

/// Reads the bytes of the members that a reply is about.
pub fn read_members(heads: Vec<MemberHead>, from: &mut impl Read) -> io::Result<Vec<Member>> {
    let mut left = LONGEST_REPLY;
    let with_bytes = heads.into_iter().map(|head| {
        let content = match head.refused {
            Some(why) => Err(why),
            None => Ok(read_part(from, left)?),
        };
        left -= content.as_ref().map_or(0, |bytes| bytes.len() as u64);
        Ok(Member {
            name: head.name,
            content,
        })
    });
    with_bytes.collect()
}

/// An answer, and whether the child takes another order.
#[derive(Serialize, Deserialize)]
pub struct Reply {
    /// The answer.
    pub answer: Answer,
    /// Whether it goes on.
    pub goes_on: bool,
}

/// Writes an order and the bytes of its document.
pub fn write(order: &Order, document: &[u8], to: &mut impl Write) -> io::Result<()> {
    // Of its full size at once: a buffer that grows leaves the password behind in the old one.
    let mut text = Zeroizing::new(Vec::with_capacity(LONGEST));
    serde_json::to_writer(&mut *text, order)?;
    write_part(&text, to)?;
    write_part(document, to)
}

/// Reads an order and the bytes of its document.
pub fn read(from: &mut impl Read) -> io::Result<(Order, Vec<u8>)> {
    let length = length(from)?;
    if length > LONGEST as u64 {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut text = Zeroizing::new(vec![0; usize::try_from(length).unwrap_or(LONGEST)]);
    from.read_exact(&mut text)?;
    let order = serde_json::from_slice(&text)?;
    Ok((order, read_part(from, u64::MAX)?))
}

/// Writes a reply.
pub fn write_reply(reply: &Reply, to: &mut impl Write) -> io::Result<()> {
    write_part(&serde_json::to_vec(reply)?, to)?;
    to.flush()
}

/// Reads a reply.
pub fn read_reply(from: &mut impl Read) -> io::Result<Reply> {
    Ok(serde_json::from_slice(&read_part(from, LONGEST_REPLY)?)?)
}

fn write_part(part: &[u8], to: &mut impl Write) -> io::Result<()> {
    to.write_all(&(part.len() as u64).to_le_bytes())?;
    to.write_all(part)
}

fn read_part(from: &mut impl Read, most: u64) -> io::Result<Vec<u8>> {
    let length = length(from)?;
    if length > most {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut part = Vec::new();
    from.take(length).read_to_end(&mut part)?;
    if part.len() as u64 == length {
        Ok(part)
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

fn length(from: &mut impl Read) -> io::Result<u64> {
    let mut length = [0; 8];
    from.read_exact(&mut length)?;
    Ok(u64::from_le_bytes(length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_takes_nothing_of_the_next() {
        let order = Order::Read {
            name: "a\n.txt".to_owned(),
            password: Some(Zeroizing::new("秘密".to_owned())),
            given: Given::default(),
        };
        let mut sent = Vec::new();
        write(&order, b"the document", &mut sent).unwrap();
        sent.extend(b"the next order");
        let mut rest = sent.as_slice();
        let (Order::Read { name, password, .. }, document) = read(&mut rest).unwrap() else {
            panic!("another order");
        };
        assert_eq!(
            (name.as_str(), password.unwrap().as_str()),
            ("a\n.txt", "秘密")
        );
        assert_eq!(
            (document.as_slice(), rest),
            (&b"the document"[..], &b"the next order"[..])
        );
        assert!(read(&mut [255u8; 9].as_slice()).is_err());
        assert!(read_reply(&mut [255u8; 9].as_slice()).is_err());
    }

    #[test]
    fn members_follow_their_heads() {
        let member = |name: &str, content| Member {
            name: name.to_owned(),
            content,
        };
        let members = vec![
            member("a.xls", Ok(b"aa".to_vec())),
            member("b.zip", Err("加密".to_owned())),
            member("c.txt", Ok(Vec::new())),
        ];
        let mut sent = Vec::new();
        write_members(&members, &mut sent).unwrap();
        let read = read_members(heads(&members), &mut sent.as_slice());
        assert_eq!(read.unwrap(), members);
        assert!(read_members(heads(&members), &mut &sent[..9]).is_err());
    }
}
