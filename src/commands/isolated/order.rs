/*!
What parent and child say to each other.

The parent writes the length of the order, the order and the bytes of the document to the
child's standard input; the child writes one answer to its standard output. A password goes this way
and no other: arguments and environments can be read by everybody on the machine.
*/

use super::confinement::Measure;
use crate::budget::Book;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use std::path::PathBuf;
use zeroize::Zeroizing;

/// An order holds a file's name and a password, and is no longer than this.
const LONGEST: usize = 64 << 10;

/// What a child is to do.
#[derive(Serialize, Deserialize)]
pub enum Order {
    /// To read the document whose bytes follow.
    Read {
        /// The file's name.
        name: String,
        /// What opens it, where it is locked.
        password: Option<Zeroizing<String>>,
    },
    /// To try what it must not be able to do, such as opening this file for writing.
    TryToBreakOut {
        /// A file that the user may write.
        file: PathBuf,
    },
}

/// What a child made of its order.
#[derive(Serialize, Deserialize)]
pub enum Answer {
    /// The document is a budget.
    Book(Box<Book>),
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

/// Writes an order; the bytes of the document follow it.
pub fn write(order: &Order, to: &mut impl Write) -> io::Result<()> {
    // Of its full size at once: a buffer that grows leaves the password behind in the old one.
    let mut text = Zeroizing::new(Vec::with_capacity(LONGEST));
    serde_json::to_writer(&mut *text, order)?;
    let length = u32::try_from(text.len()).map_err(io::Error::other)?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(&text)
}

/// Reads an order and nothing behind it.
pub fn read(from: &mut impl Read) -> io::Result<Order> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
    if length > LONGEST {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut text = Zeroizing::new(vec![0; length]);
    from.read_exact(&mut text)?;
    Ok(serde_json::from_slice(&text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_takes_nothing_of_the_document() {
        let order = Order::Read {
            name: "a\n.txt".to_owned(),
            password: Some(Zeroizing::new("秘密".to_owned())),
        };
        let mut sent = Vec::new();
        write(&order, &mut sent).unwrap();
        sent.extend(b"the document");
        let mut rest = sent.as_slice();
        let Order::Read { name, password } = read(&mut rest).unwrap() else {
            panic!("another order");
        };
        assert_eq!(
            (name.as_str(), password.unwrap().as_str()),
            ("a\n.txt", "秘密")
        );
        assert_eq!(rest, b"the document");
        assert!(read(&mut [255u8; 9].as_slice()).is_err());
    }
}
