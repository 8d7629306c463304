//! Files are whole or absent, and what stops them is named.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::Write;
use std::process::Command;

use super::*;

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_is_written_and_replaced_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pack.pdf");
    for text in ["first", "second, longer", "3"] {
        let length = write_whole(&path, |file| {
            file.write_all(text.as_bytes()).map(|()| text.len())
        })
        .unwrap();
        assert_eq!(length, text.len());
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
    assert_eq!(names_in(folder.path()), ["pack.pdf"]);
}

#[test]
fn a_failure_half_way_leaves_the_old_file_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.csv");
    fs::write(&path, "old").unwrap();
    let error = write_whole(&path, |file| -> io::Result<()> {
        file.write_all(b"half of the new")?;
        Err(io::Error::other("the rows ran out"))
    })
    .unwrap_err();
    assert!(error.to_string().contains("the rows ran out"), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(names_in(folder.path()), ["list.csv"]);
}

/// `/dev/full` is a disk on which every write reports that there is no room.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.csv");
    let error = write_whole(&path, |_| {
        File::options()
            .write(true)
            .open("/dev/full")?
            .write_all(b"row")
    })
    .unwrap_err();
    assert_eq!(error.code(), "disk_full");
    assert!(
        error
            .to_string()
            .starts_with("“list.csv” was not saved: the disk is full. No half-written file"),
        "{error}"
    );
    assert!(names_in(folder.path()).is_empty());
}

#[test]
fn a_missing_folder_and_a_folder_in_the_way_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let code = |path: &Path| write_whole(path, |_| Ok(())).unwrap_err().code();
    assert_eq!(code(&folder.path().join("gone/list.csv")), "folder_missing");
    assert_eq!(code(folder.path()), "name_is_folder");
    assert_eq!(code(Path::new("/")), "name_is_folder");
    assert_eq!(code(&folder.path().join("nul\0byte")), "bad_file_name");
    assert_eq!(code(&folder.path().join("n".repeat(300))), "bad_file_name");
    assert!(names_in(folder.path()).is_empty());
}

#[test]
fn a_file_marked_read_only_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("signed.pdf");
    fs::write(&path, "signed").unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    assert_eq!(
        write_whole(&path, |file| file.write_all(b"new"))
            .unwrap_err()
            .code(),
        "file_read_only"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "signed");
}

/// Root may write anywhere, so this test runs itself again as the account that may do least.
#[cfg(unix)]
#[test]
fn a_read_only_folder_is_named() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    const CHILD: &str = "HUBFOLIO_TEST_READ_ONLY_FOLDER";
    if let Some(folder) = std::env::var_os(CHILD) {
        let error = write_whole(&Path::new(&folder).join("list.csv"), |_| Ok(())).unwrap_err();
        assert_eq!(error.code(), "folder_read_only", "{error:?}");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap());
    child
        .args(["--exact", "files::tests::a_read_only_folder_is_named"])
        .env(CHILD, folder.path());
    if fs::metadata("/proc/self").is_ok_and(|about| about.uid() == 0) {
        child.uid(65_534).gid(65_534);
    }
    let output = child.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("1 passed"),
        "{text}"
    );
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_the_file_behind_it_keeps_its_rights() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let (path, link) = (
        folder.path().join("real.csv"),
        folder.path().join("link.csv"),
    );
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink(&path, &link).unwrap();
    write_whole(&link, |file| file.write_all(b"new")).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o640
    );
}

#[test]
fn a_file_that_cannot_be_replaced_is_said_to_be_open_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.xlsx");
    let denied = || io::Error::from(ErrorKind::PermissionDenied);
    assert!(matches!(
        replacing_fault(denied(), &path),
        FileFault::FolderReadOnly
    ));
    fs::write(&path, "open in Excel").unwrap();
    assert!(matches!(
        replacing_fault(denied(), &path),
        FileFault::OpenElsewhere
    ));
}

#[test]
fn a_file_that_is_open_elsewhere_is_answered_with_a_free_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("KPI pack.pdf");
    std::fs::write(folder.path().join("KPI pack (2).pdf"), "older").unwrap();
    let with = |fault| FileError {
        path: path.clone(),
        fault,
    };
    let open = with(FileFault::OpenElsewhere);
    assert!(open.to_string().contains(
        "“KPI pack.pdf” was not saved: the file of that name is open in another program"
    ));
    assert!(
        open.advice().starts_with("Close it there"),
        "{}",
        open.advice()
    );
    assert!(
        open.advice()
            .ends_with("“KPI pack (3).pdf” is free in the same folder.")
    );
    assert_eq!(
        with(FileFault::DiskFull).advice(),
        with(FileFault::DiskFull).hint()
    );
}
