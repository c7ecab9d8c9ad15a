/*!
The language that everything else speaks: plain data, no input, no output.

One word a thing, in code, on the screen, in the help and in the exports:

| word | Chinese | what it is |
|---|---|---|
| book | 一份预算 | one budget of one unit, as one document printed it |
| table | 表 | one printed table of it |
| row, figure | 行, 数 | a printed row; a printed (or derived) amount in it |
| class, section, item | 类, 款, 项 | the levels of 支出功能分类 (3, 5, 7 digits) |
| measure | 口径 | the column a figure stands in, as a path: 基本支出/公用经费 |
| project, indicator | 项目, 绩效指标 | what money is for, and what it shall bring about |
| finding | 疑点 | where a budget does not add up, by a rule of the consistency checks |
| place | 出处 | where in the document a thing stands |
| printed, derived, uncertain | 印数, 推算, 存疑 | how a figure came to be here |

```text
Book
├─ identity        unit · year · stage (预算/决算) · scope (部门/单位)
├─ source          file name · SHA-256 · the text
├─ tables          kind · title · state · money unit
│  └─ rows         kind · code · name · under · project details
│     └─ figures   measure · year · amount · origin · place
├─ indicators      of a project (a row) or of the whole department
├─ statements      prose: section · sentence · figures
└─ notes           what could not be read, and where
```
*/

mod address;
mod amount;
mod book;
mod classification;
mod code;
#[expect(
    clippy::indexing_slicing,
    reason = "every position is that of a row which the tree was made of"
)]
pub mod code_tree;
pub mod columns;
mod compared;
mod decimals;
mod dress;
mod drill;
mod fact;
mod finding;
mod identity;
mod indicator;
mod kin;
mod location;
mod measure;
mod parts;
mod place;
pub mod prose;
mod radical;
mod report;
mod row_unit;
mod rule_code;
mod share;
mod summary;
mod table_kind;

pub use address::Address;
pub use amount::{Amount, MoneyUnit};
pub use book::{Book, Note, Source, SourceFile, StatedFigure, Statement, Table, TableState};
pub use classification::{
    Classification, CodeName, ListFault, ListSource, Official, YearList, YearLists, built_in,
    comparable, newest_name_since, official_code, official_name,
};
pub use code::{CodeLevel, parent_code};
pub use code_tree::{CodeTree, alike, plain_name};
pub use compared::{folded, squeeze};
pub use decimals::{Decimals, unit_in_last_place};
pub use dress::{Bare, Doubt, is_invisible, undress};
pub use drill::{Drill, Ground, Node, Sum, classification_of};
pub use fact::{Figure, Origin, ProjectDetails, Row, RowKind, Side};
pub use finding::{Elsewhere, Evidence, Finding, Operand, Outcome, Severity, Verdict};
pub use identity::{Given, Identity, Scope, Stage};
pub use indicator::{About, Indicator, Operator};
pub use kin::{Kin, are_neighbours};
pub use location::{Anchor, Area, Location, Locations};
pub use measure::Measure;
pub use parts::{ONLY_TEXT, PublishedPart, apart, is_new_version, joined};
pub use place::Place;
pub use radical::unified;
pub use report::{Citation, Report, Told};
pub use row_unit::{RowUnit, of_unit, row_units};
pub use rule_code::{Compares, RuleCode};
pub use share::{change, share};
pub use summary::{Summary, department_above};
pub use table_kind::TableKind;
