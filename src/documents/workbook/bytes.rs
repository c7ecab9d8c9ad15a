/*!
Numbers and characters as the records of workbooks hold them, the lowest byte first.
*/

/// Two bytes as a number.
pub fn short(data: &[u8], offset: usize) -> Option<u16> {
    let bytes = data.get(offset..offset + 2)?;
    Some(u16::from_le_bytes([bytes[0], bytes[1]]))
}

/// Four bytes as a number.
pub fn long(data: &[u8], offset: usize) -> Option<u32> {
    Some(u32::from(short(data, offset)?) | u32::from(short(data, offset + 2)?) << 16)
}

/// Characters of two bytes.
pub fn wide(data: &[u8]) -> String {
    let units = data
        .chunks_exact(2)
        .map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    String::from_utf16_lossy(&units.collect::<Vec<u16>>())
}
