/*!
Lists of several documents in one order.

Each document prints its rows in an order of its own. The rows of the first come as it
prints them; what only a later one prints stands behind the row it follows there.
*/

/// For every thing the index of its place in the list of each budget.
pub(super) type Places = Vec<Option<usize>>;

/// Puts the things of several lists into one order; `same` finds for each thing of a list the
/// thing it is among those known, none if it is another one.
pub(super) fn in_order<T>(
    lists: &[Vec<T>],
    matched: impl Fn(&[T], &[Option<&T>]) -> Vec<Option<usize>>,
) -> Vec<Places> {
    let mut known: Vec<Places> = Vec::new();
    for (at, list) in lists.iter().enumerate() {
        let first: Vec<Option<&T>> = known.iter().map(|places| first_of(lists, places)).collect();
        let found = matched(list, &first);
        // Indices move when something is put in between; so the order is made of names.
        let mut order: Vec<(usize, Places)> = known.drain(..).enumerate().collect();
        // A list that shares nothing with the others comes behind them.
        let shares = found.iter().any(Option::is_some);
        let mut behind = order.len().checked_sub(1).filter(|_| !shares);
        for (index, found) in found.into_iter().enumerate() {
            match found.and_then(|name| order.iter().position(|(known, _)| *known == name)) {
                Some(position) => {
                    if let Some((_, places)) = order.get_mut(position) {
                        put(places, at, index);
                    }
                    behind = Some(position);
                }
                None => {
                    let mut places = vec![None; lists.len()];
                    put(&mut places, at, index);
                    let position = behind.map_or(0, |behind| behind + 1);
                    order.insert(position, (usize::MAX, places));
                    behind = Some(position);
                }
            }
        }
        known = order.into_iter().map(|(_, places)| places).collect();
    }
    known
}

/// Says where a thing stands in one of the lists.
fn put(places: &mut Places, list: usize, index: usize) {
    if let Some(place) = places.get_mut(list) {
        *place = Some(index);
    }
}

/// The thing as the first list that has it names it.
fn first_of<'t, T>(lists: &'t [Vec<T>], places: &Places) -> Option<&'t T> {
    lists
        .iter()
        .zip(places)
        .find_map(|(list, place)| list.get((*place)?))
}

/// Matches by a key: the first of a list that has it, each at most once.
pub(super) fn by_key<T, K: PartialEq>(
    key: impl Fn(&T) -> K,
) -> impl Fn(&[T], &[Option<&T>]) -> Vec<Option<usize>> {
    move |list, known| {
        let mut free: Vec<Option<&T>> = known.to_vec();
        list.iter()
            .map(|thing| {
                let wanted = key(thing);
                take_first(&mut free, |known| key(known) == wanted)
            })
            .collect()
    }
}

/// Takes the first thing out of those that are free.
pub(super) fn take_first<T>(free: &mut [Option<&T>], is_it: impl Fn(&T) -> bool) -> Option<usize> {
    let (index, place) = free
        .iter_mut()
        .enumerate()
        .find(|(_, known)| known.is_some_and(&is_it))?;
    *place = None;
    Some(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_a_later_list_has_stands_behind_what_it_follows() {
        let lists: Vec<Vec<&str>> = vec![
            vec!["a", "b", "d"],
            vec!["x", "a", "c", "d"],
            vec!["d", "c", "e"],
        ];
        let order = in_order(&lists, by_key(|name: &&str| *name));
        let names: Vec<&str> = order
            .iter()
            .filter_map(|places| first_of(&lists, places).copied())
            .collect();
        assert_eq!(names, ["x", "a", "c", "e", "b", "d"]);
        assert_eq!(order[2], [None, Some(2), Some(1)]);
        let apart = vec![vec!["a", "b"], vec!["x", "y"]];
        let order = in_order(&apart, by_key(|name: &&str| *name));
        assert_eq!(order[2], [None, Some(0)]);
    }
}
