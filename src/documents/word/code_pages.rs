/*!
The characters that the bytes of a rich text are.
*/

use encoding_rs::{BIG5, Encoding, GB18030, WINDOWS_1252};

/// What the bytes of a font are, by its character set and the text's code page. In a Chinese
/// document those of a font without Chinese characters are Chinese all the same: programs leave
/// the font to the reader.
pub fn encoding(character_set: Option<i32>, code_page: i32) -> &'static Encoding {
    const SIMPLIFIED: i32 = 134;
    const TRADITIONAL: i32 = 136;
    match (character_set, code_page) {
        (Some(SIMPLIFIED), _) => GB18030,
        (Some(TRADITIONAL), _) => BIG5,
        (_, 936 | 54936) => GB18030,
        (_, 950) => BIG5,
        (_, 65001) => encoding_rs::UTF_8,
        _ => WINDOWS_1252,
    }
}
