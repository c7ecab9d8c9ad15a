/*!
A row whose figures have no columns yet, and how exact its figures are.
*/

/// A row before its figures have columns. Amounts are ten-thousandths of a 元.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LooseRow {
    /// The figures in order.
    pub figures: Vec<i64>,
    /// The row whose columns are the sums of this row's and its neighbours': the total row,
    /// or the row of the class above.
    pub parent: Option<usize>,
    /// For each column, how little it suits the row: 0 suits.
    pub reluctance: Vec<u32>,
    /// Whether the reluctance rests on something that the document says, and not on custom.
    pub grounded: bool,
}

impl LooseRow {
    /// How little a way to lay the figures suits the row.
    pub fn reluctance_of(&self, way: &[usize]) -> u32 {
        way.iter()
            .filter_map(|&column| self.reluctance.get(column))
            .sum()
    }
}

/// How far printed figures may be from their sum: half a unit of the last place each.
pub fn tolerance(parts: usize, last_place: i64) -> i64 {
    (i64::try_from(parts).unwrap_or(i64::MAX - 1) + 1) * last_place / 2
}

/// A sum that stays at its limit, since a stranger's document may print any figure.
pub fn total(amounts: impl Iterator<Item = i64>) -> i64 {
    amounts.fold(0, i64::saturating_add)
}
