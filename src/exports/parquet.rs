/*!
Parquet: columns with types, for DuckDB, pandas and the like.

A column keeps its type from one export to the next, so that files of several libraries may be read as one: years and counts
are integers, what is printed stays the text that it is, and beside each printed amount stands the same amount in 元 as an
exact decimal. A cell without anything in it is null.

Rows are kept until they make a group; the file has no place until it is whole.
*/

use super::column::{COUNTS, Cells, ExportColumn, YEARS};
use super::whole::hand_on;
use crate::budget::{Amount, MoneyUnit};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;
use std::fs::File;
use std::io::{self, Write};
use std::sync::Arc;

/// How many rows make a group.
const ROWS_A_GROUP: usize = 16_384;
/// What stands behind the name of an amount where it is in 元.
const IN_YUAN: &str = "_yuan";
/// The column that says in which unit the amounts of a row are printed.
const MONEY_UNIT: &str = "money_unit";
/// Columns of amounts in that unit.
const AMOUNTS: [&str; 4] = ["amount", "project_amount", "difference", "bound"];
/// Decimals of a 元, and the digits that such an integer has room for.
const SCALE: u32 = 4;
const DIGITS: u32 = 18;

pub(super) struct Parquet<W: Write> {
    out: W,
    writer: SerializedFileWriter<File>,
    columns: Vec<Column>,
    rows_a_group: usize,
}

/// A column of the file and what it has of the group that is not written yet.
struct Column {
    /// Which cell of a row it is made from.
    cell: usize,
    values: Values,
}

enum Values {
    Text(Vec<Option<ByteArray>>),
    Year(Vec<Option<i32>>),
    Count(Vec<Option<i64>>),
    /// An amount in ten-thousandths of a 元; its unit stands in that cell.
    Yuan(usize, Vec<Option<i64>>),
}

impl<W: Write> Parquet<W> {
    pub(super) fn begin(out: W, columns: &[ExportColumn]) -> io::Result<Self> {
        Self::with_groups_of(ROWS_A_GROUP, out, columns)
    }

    fn with_groups_of(rows_a_group: usize, out: W, columns: &[ExportColumn]) -> io::Result<Self> {
        let (fields, columns) = laid_out(columns).map_err(as_it_was)?;
        let schema = Type::group_type_builder("lkx").with_fields(fields).build();
        let properties = WriterProperties::builder()
            .set_created_by(format!("lkx {}", env!("CARGO_PKG_VERSION")))
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .build();
        let schema = Arc::new(schema.map_err(as_it_was)?);
        let file = tempfile::tempfile()?;
        let writer = SerializedFileWriter::new(file, schema, Arc::new(properties));
        Ok(Self {
            out,
            writer: writer.map_err(as_it_was)?,
            columns,
            rows_a_group,
        })
    }

    pub(super) fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        let mut waiting = 0;
        for column in &mut self.columns {
            waiting = column.take(cells)?;
        }
        if waiting >= self.rows_a_group {
            self.write_group().map_err(as_it_was)?;
        }
        Ok(())
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.writer.next_row_group()?;
        for column in &mut self.columns {
            match &mut column.values {
                Values::Text(values) => write::<ByteArrayType>(&mut group, values)?,
                Values::Year(values) => write::<Int32Type>(&mut group, values)?,
                Values::Count(values) | Values::Yuan(_, values) => {
                    write::<Int64Type>(&mut group, values)?;
                }
            }
        }
        group.close()?;
        Ok(())
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        // A group without a row is none.
        if self.columns.first().is_some_and(|first| !first.is_empty()) {
            self.write_group().map_err(as_it_was)?;
        }
        hand_on(self.writer.into_inner().map_err(as_it_was)?, self.out)
    }
}

impl Column {
    fn is_empty(&self) -> bool {
        match &self.values {
            Values::Text(values) => values.is_empty(),
            Values::Year(values) => values.is_empty(),
            Values::Count(values) | Values::Yuan(_, values) => values.is_empty(),
        }
    }

    /// Takes its cell of a row; says how many rows wait.
    fn take(&mut self, cells: &[&str]) -> io::Result<usize> {
        let cell = |index: usize| cells.get(index).copied().unwrap_or_default();
        let text = cell(self.cell);
        match &mut self.values {
            Values::Text(values) => {
                values.push((!text.is_empty()).then(|| ByteArray::from(text)));
                Ok(values.len())
            }
            Values::Year(values) => {
                values.push(whole(text)?);
                Ok(values.len())
            }
            Values::Count(values) => {
                values.push(whole(text)?);
                Ok(values.len())
            }
            Values::Yuan(unit, values) => {
                values.push(in_yuan(text, cell(*unit)));
                Ok(values.len())
            }
        }
    }
}

/// The fields of the file and what fills them.
fn laid_out(columns: &[ExportColumn]) -> Result<(Vec<Arc<Type>>, Vec<Column>), ParquetError> {
    let unit = columns.iter().position(|column| column.key == MONEY_UNIT);
    let mut laid = Vec::new();
    for (cell, column) in columns.iter().enumerate() {
        let key = &*column.key;
        let values = if YEARS.contains(&key) {
            Values::Year(Vec::new())
        } else if COUNTS.contains(&key) && column.cells == Cells::Number {
            Values::Count(Vec::new())
        } else {
            Values::Text(Vec::new())
        };
        laid.push((key.to_owned(), Column { cell, values }));
        if let Some(unit) = unit.filter(|_| AMOUNTS.contains(&key)) {
            let values = Values::Yuan(unit, Vec::new());
            laid.push((format!("{key}{IN_YUAN}"), Column { cell, values }));
        }
    }
    let fields = laid
        .iter()
        .map(|(name, column)| field(name, &column.values));
    let fields: Result<Vec<Arc<Type>>, ParquetError> = fields.collect();
    Ok((
        fields?,
        laid.into_iter().map(|(_, column)| column).collect(),
    ))
}

fn field(name: &str, values: &Values) -> Result<Arc<Type>, ParquetError> {
    let of = |physical| {
        Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL)
    };
    let field = match values {
        Values::Text(_) => of(Physical::BYTE_ARRAY).with_logical_type(Some(LogicalType::String)),
        Values::Year(_) => of(Physical::INT32),
        Values::Count(_) => of(Physical::INT64),
        Values::Yuan(..) => {
            let (scale, precision) = (SCALE.cast_signed(), DIGITS.cast_signed());
            of(Physical::INT64)
                .with_logical_type(Some(LogicalType::decimal(scale, precision)))
                .with_scale(scale)
                .with_precision(precision)
        }
    };
    field.build().map(Arc::new)
}

/// Writes a column of a group and forgets its values.
fn write<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    values: &mut Vec<Option<T::T>>,
) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else {
        return Err(ParquetError::General("a column too many".to_owned()));
    };
    let is_there: Vec<i16> = values.iter().map(|value| value.is_some().into()).collect();
    let there: Vec<T::T> = values.drain(..).flatten().collect();
    column
        .typed::<T>()
        .write_batch(&there, Some(&is_there), None)?;
    column.close()
}

/// A number that the program counted; nothing where nothing stands.
fn whole<N: std::str::FromStr>(text: &str) -> io::Result<Option<N>> {
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.parse();
    number
        .map(Some)
        .map_err(|_| io::Error::other(format!("“{text}”不是整数")))
}

/// A printed amount in ten-thousandths of a 元.
fn in_yuan(printed: &str, money_unit: &str) -> Option<i64> {
    let unit = MoneyUnit::from_name(money_unit)?;
    let amount = Amount::parse(printed, unit)?.ten_thousandths();
    (amount.unsigned_abs() < 10_u64.pow(DIGITS)).then_some(amount)
}

/// The input/output error inside: a full disk must still look like one.
fn as_it_was(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other.to_string()),
        },
        other => io::Error::other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};

    #[test]
    fn types_stay_and_amounts_stand_beside_what_is_printed() {
        let columns = ["document_year", "row", "amount", "money_unit"].map(|key| match key {
            "row" => ExportColumn::number(key, key),
            _ => ExportColumn::text(key, key),
        });
        let mut written = tempfile::tempfile().unwrap();
        let mut parquet = Parquet::with_groups_of(2, &mut written, &columns).unwrap();
        for cells in [
            ["2023", "1", "11,436.06", "万元"],
            ["2023", "2", "139.00", "元"],
            ["2024", "", "", "万元"],
        ] {
            parquet.row(&cells).unwrap();
        }
        parquet.finish().unwrap();
        let read = SerializedFileReader::new(written).unwrap();
        assert_eq!(read.metadata().num_row_groups(), 2);
        let rows: Vec<String> = read
            .get_row_iter(None)
            .unwrap()
            .map(|row| row.unwrap().to_string())
            .collect();
        assert_eq!(
            rows[0],
            "{document_year: 2023, row: 1, amount: \"11,436.06\", amount_yuan: 114360600.0000, money_unit: \"万元\"}"
        );
        assert_eq!(
            rows[2],
            "{document_year: 2024, row: null, amount: null, amount_yuan: null, money_unit: \"万元\"}"
        );
    }

    #[test]
    fn what_is_no_number_is_never_a_wrong_one() {
        assert_eq!(whole::<i64>("").unwrap(), None);
        assert!(whole::<i32>("二〇二三").is_err());
        assert_eq!(in_yuan("—", "万元"), None);
        assert_eq!(in_yuan("3", ""), None);
        assert_eq!(in_yuan("-0.5", "亿元"), Some(-500_000_000_000));
    }
}
