//! As whom a laptop writes: looking at a file leaves no trace in it, whatever became of the file.

use hubfolio_tests::Laptop;

fn actors(laptop: &mut Laptop) -> i64 {
    let sql = "SELECT count(*) FROM log_actor";
    laptop
        .store()
        .db()
        .query_row(sql, [], |r| r.get(0))
        .unwrap()
}

fn save(laptop: &mut Laptop, name: &str) {
    laptop.put("place", None, &[("name", name.into())]).unwrap();
}

#[test]
fn a_file_opened_ten_times_elsewhere_gets_one_new_writer_at_most() {
    let mut here = Laptop::new(60);
    save(&mut here, "North");
    let mut there = here.copied(61);
    std::fs::remove_dir_all(there.config()).unwrap();
    for _ in 0..10 {
        there.reopen().unwrap();
        assert_eq!(there.store().notices().len(), 1);
        assert_eq!(actors(&mut there), 1);
    }
    save(&mut there, "South");
    for _ in 0..10 {
        there.reopen().unwrap();
        assert!(there.store().notices().is_empty());
        save(&mut there, "East");
        assert_eq!(actors(&mut there), 2);
    }
    assert!(there.store().check().unwrap().faults.is_empty());
}

#[test]
fn a_refused_first_edit_leaves_no_writer_behind() {
    let mut here = Laptop::new(62);
    let mut there = here.copied(63);
    std::fs::remove_dir_all(there.config()).unwrap();
    there.reopen().unwrap();
    assert!(there.put("place", None, &[]).is_err());
    assert_eq!(actors(&mut there), 1);
    save(&mut there, "South");
    assert_eq!(actors(&mut there), 2);
    assert_eq!(there.store().holdings().unwrap().len(), 2);
}

#[test]
fn a_restored_copy_opened_again_and_again_stays_as_it_is() {
    let mut a = Laptop::new(64);
    save(&mut a, "North");
    a.store = None;
    let copy = std::fs::read(a.path()).unwrap();
    a.reopen().unwrap();
    save(&mut a, "South");
    a.store = None;
    std::fs::write(a.path(), &copy).unwrap();
    for _ in 0..3 {
        a.reopen().unwrap();
        assert!(a.store().notices()[0].title.contains("older copy"));
        assert_eq!(actors(&mut a), 1);
    }
    save(&mut a, "East");
    assert_eq!(a.store().holdings().unwrap().len(), 2);
    a.reopen().unwrap();
    assert!(a.store().notices().is_empty());
}
