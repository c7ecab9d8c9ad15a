/*!
Office files that are locked with a password.

Every newer kind lies inside a compound file, as one stream that is a package again when it is
opened. A workbook whose structure alone is protected is locked too, with a password that
every program knows: nobody is asked for it.
*/

use super::{DocumentError, File, READERS, Reader, Text, compound};
use msoffice_crypto::{Error, IntegrityPolicy, decrypt_binary_office, decrypt_ooxml_with_policy};

pub(super) const READER: Reader = Reader {
    name: "加密的 Office",
    knows,
    read,
};

/// What a protected structure is locked with.
const KNOWN_TO_ALL: &str = "VelvetSweatshop";

fn knows(bytes: &[u8]) -> bool {
    compound::kind(bytes) == Some(compound::CompoundKind::Locked)
}

fn read(file: &File) -> Result<Text, DocumentError> {
    // A seal that is there is looked at; few programs other than Office set one.
    let policy = IntegrityPolicy::VerifyIfPresent;
    let open = |password: &str| {
        decrypt_ooxml_with_policy(file.bytes, password, policy).map(|opened| opened.package)
    };
    let bytes = opened(file, open)?;
    let reader = READERS.iter().find(|reader| (reader.knows)(&bytes));
    match reader {
        // What was locked twice is nothing that an office makes.
        Some(reader) if !knows(&bytes) => (reader.read)(&File {
            bytes: &bytes,
            ..*file
        }),
        _ => Err(damaged("解开后不是 Word 文档或电子表格")),
    }
}

/// An .xls or .doc without its password.
pub fn binary(file: &File) -> Result<Vec<u8>, DocumentError> {
    opened(file, |password| decrypt_binary_office(file.bytes, password))
}

/// What a password opens: that of the file, or the one that everybody knows.
fn opened(
    file: &File,
    open: impl Fn(&str) -> Result<Vec<u8>, Error>,
) -> Result<Vec<u8>, DocumentError> {
    for password in file.password.into_iter().chain([KNOWN_TO_ALL]) {
        match open(password) {
            Ok(bytes) => return Ok(bytes),
            Err(Error::WrongPassword) => {}
            Err(error) => return Err(refusal(&error)),
        }
    }
    Err(match file.password {
        Some(_) => DocumentError::WrongPassword,
        None => DocumentError::NeedsPassword,
    })
}

fn refusal(error: &Error) -> DocumentError {
    match error {
        Error::UnsupportedEncryptionVersion(..)
        | Error::UnsupportedAlgorithm { .. }
        | Error::UnsupportedEncryptedContent(_) => DocumentError::LockedOffice,
        Error::IntegrityCheckFailed => damaged("内容与加密时留下的校验不符，可能被改动过"),
        _ => damaged("加密的内容不完整，可能没有下载完"),
    }
}

fn damaged(why: &str) -> DocumentError {
    DocumentError::Damaged {
        format: READER.name,
        why: why.to_owned(),
    }
}
