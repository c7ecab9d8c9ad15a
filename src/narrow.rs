/*!
Counts in narrower types.

A document has no four thousand million lines, and no screen 65,536 columns; what nevertheless does not fit
is the largest number of its type, and never a small one that begins anew.
*/

/// A type that holds counts, up to its largest.
pub trait Narrow: TryFrom<usize> {
    /// The largest.
    const LARGEST: Self;
}

macro_rules! narrow_types {
    ($($number:ty),*) => {
        $(impl Narrow for $number {
            const LARGEST: Self = <$number>::MAX;
        })*
    };
}

narrow_types!(u8, u16, u32, i32, i64, isize);

/// A count in a narrower type; one that does not fit is the largest.
pub fn narrow<N: Narrow>(count: usize) -> N {
    N::try_from(count).unwrap_or(N::LARGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_the_largest() {
        assert_eq!(narrow::<u8>(7), 7);
        assert_eq!(narrow::<u8>(300), u8::MAX);
        assert_eq!(narrow::<u16>(usize::MAX), u16::MAX);
        assert_eq!(narrow::<isize>(usize::MAX), isize::MAX);
    }
}
