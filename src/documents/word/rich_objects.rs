/*!
Objects that lie in a rich text: the file of another program, in digits ([MS-OLEDS] 2.2.5).
*/

/// The word that the digits follow.
pub const DATA: &[u8] = b"\\objdata";

/// More objects do not lie in a disclosure.
pub const MOST: usize = 64;

/// A file is as long as this at most.
const LONGEST: usize = 64 << 20;

/// What the programs that write tables call their objects.
const PROGRAMS: [&str; 9] = [
    "excel",
    "word",
    "et.",
    "ket",
    "wps",
    "opendocument",
    "calc",
    "writer",
    "package",
];

/// The file of an object, where a program that writes tables made it.
pub fn file(data: &[u8]) -> Option<Vec<u8>> {
    let bytes = bytes(data);
    let (class, rest) = text(bytes.get(8..)?)?;
    let class = class.to_ascii_lowercase();
    if !PROGRAMS.iter().any(|program| class.contains(program)) {
        return None;
    }
    let (_, rest) = text(rest)?;
    let (_, rest) = text(rest)?;
    let (length, rest) = length(rest)?;
    Some(rest.get(..length.min(rest.len()))?.to_vec())
}

/// The bytes whose digits stand up to the end of the group.
fn bytes(data: &[u8]) -> Vec<u8> {
    let digits = data.iter().take_while(|byte| !matches!(byte, b'{' | b'}'));
    let digits = digits.filter_map(|byte| char::from(*byte).to_digit(16));
    let digits: Vec<u8> = digits
        .take(2 * LONGEST)
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    digits
        .chunks_exact(2)
        .map(|pair| pair[0] << 4 | pair[1])
        .collect()
}

/// A text with its length in front, and what follows it.
fn text(data: &[u8]) -> Option<(String, &[u8])> {
    let (length, rest) = length(data)?;
    let (text, rest) = rest.split_at_checked(length)?;
    let text = String::from_utf8_lossy(text);
    Some((text.trim_end_matches('\0').to_owned(), rest))
}

fn length(data: &[u8]) -> Option<(usize, &[u8])> {
    let (length, rest) = data.split_first_chunk::<4>()?;
    Some((usize::try_from(u32::from_le_bytes(*length)).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_an_object() {
        let of = |class: &str| {
            let mut data = vec![1, 5, 0, 0, 2, 0, 0, 0];
            let class = format!("{class}\0");
            data.extend(u32::try_from(class.len()).unwrap().to_le_bytes());
            data.extend(class.bytes());
            data.extend([0; 8]);
            data.extend([3, 0, 0, 0, 7, 8, 9, 5]);
            let digits: Vec<String> = data.iter().map(|byte| format!("{byte:02x}")).collect();
            format!(" {}}}{{\\result}}", digits.join("\n"))
        };
        assert_eq!(file(of("Excel.Sheet.8").as_bytes()), Some(vec![7, 8, 9]));
        assert_eq!(file(of("Equation.3").as_bytes()), None);
        assert_eq!(file(b"0105}"), None);
    }
}
