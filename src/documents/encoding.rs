/*!
Which encoding a text is in.

A byte order mark decides; then UTF-8 where the bytes are valid UTF-8; then UTF-16
where every other byte pattern says so; then what chardetng guesses, with
GB18030 in place of its subset GBK.
*/

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// The decoded text, without a byte order mark; `None` for bytes that are no text.
pub fn decode(bytes: &[u8]) -> Option<String> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => guess(bytes)?,
    };
    let (text, _, damaged) = encoding.decode(bytes);
    let text = text.into_owned();
    if text.contains('\0') || (damaged && mostly_damaged(&text)) {
        None
    } else {
        Some(text)
    }
}

fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    if std::str::from_utf8(bytes).is_ok() {
        return if bytes.contains(&0) {
            utf_16(bytes)
        } else {
            Some(UTF_8)
        };
    }
    if let Some(encoding) = utf_16(bytes) {
        return Some(encoding);
    }
    if bytes.contains(&0) {
        return None;
    }
    if is_damaged_utf_8(bytes) {
        return Some(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(Some(b"cn"), Utf8Detection::Allow);
    Some(if encoding == GBK { GB18030 } else { encoding })
}

/// UTF-8 of which a few bytes are broken, such as a file that was cut inside a character.
/// Text of another encoding breaks in nearly every character.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > 20 * broken
}

/// UTF-16 without a byte order mark: line feeds, spaces and signs have a zero for one half,
/// always the same half. Letters and digits are no witnesses: a character such as 一
/// (U+4E00) looks like a letter of the other byte order.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let (mut little, mut big, mut nothing) = (0, 0, 0);
    for pair in bytes.chunks_exact(2) {
        match pair {
            [0, 0] => nothing += 1,
            [b'\n' | b'\r' | b'\t' | b' '..=b'/', 0] => little += 1,
            [0, b'\n' | b'\r' | b'\t' | b' '..=b'/'] => big += 1,
            _ => {}
        }
    }
    match (little, big, nothing) {
        (1.., 0, 0) => Some(UTF_16LE),
        (0, 1.., 0) => Some(UTF_16BE),
        _ => None,
    }
}

/// A few broken characters are a damaged text; many are no text.
fn mostly_damaged(text: &str) -> bool {
    let broken = text
        .chars()
        .filter(|&c| c == char::REPLACEMENT_CHARACTER)
        .count();
    broken * 20 > text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "2023 年单位预算\n单位：万元\n一般公共预算\n最后\u{3000}合计\t11,436.06\n社会保障和就业支出\t“三公”经费≥96%\n";

    #[test]
    fn every_encoding_that_a_disclosure_comes_in() {
        let utf_16 = |big: bool, mark: bool| {
            let mut bytes = Vec::new();
            for unit in mark
                .then_some(0xFEFF)
                .into_iter()
                .chain(SAMPLE.encode_utf16())
            {
                bytes.extend(if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                });
            }
            bytes
        };
        let (gb18030, _, _) = GB18030.encode(SAMPLE);
        let mut with_mark = vec![0xEF, 0xBB, 0xBF];
        with_mark.extend(SAMPLE.as_bytes());
        for bytes in [
            SAMPLE.as_bytes().to_vec(),
            with_mark,
            gb18030.into_owned(),
            utf_16(false, true),
            utf_16(true, true),
            utf_16(false, false),
            utf_16(true, false),
        ] {
            assert_eq!(decode(&bytes).as_deref(), Some(SAMPLE), "{:?}", &bytes[..6]);
        }
    }

    #[test]
    fn a_file_cut_inside_a_character_stays_utf_8() {
        let text = SAMPLE.repeat(3);
        let cut = &text.as_bytes()[..text.rfind('三').unwrap() + 2];
        let read = decode(cut).unwrap();
        assert!(read.starts_with(SAMPLE) && read.ends_with(char::REPLACEMENT_CHARACTER));
    }

    #[test]
    fn binary_data_is_no_text() {
        assert_eq!(decode(&[0, 159, 146, 150, 0, 0, 1, 2]), None);
    }
}
