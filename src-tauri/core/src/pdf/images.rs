//! Pictures of dots as objects of the file: JPEG as they are, PNG unpacked on white.

use std::fmt::Write as _;

use super::copies;
use super::layout::Layout;
use super::objects::{Objects, compress};
use crate::drawing::{Image, ImageForm, Shape};

/// The name of a picture in the content of a page, by its figure and its place in it.
pub(super) fn key(figure: usize, shape: usize) -> String {
    format!("F{figure}S{shape}")
}

/// Writes every picture; gives their entry in the pages' resources, empty where there are none.
pub(super) fn write(objects: &mut Objects, layout: &Layout<'_>) -> String {
    let mut entries = String::new();
    for (figure, drawing) in layout.figures.iter().enumerate() {
        for (number, shape) in drawing.shapes.iter().enumerate() {
            if let Shape::Picture { image, .. } = shape {
                let id = objects.reserve();
                let (about, data) = stream(image);
                objects.write_raw_stream(id, &about, &data);
                let _ = write!(entries, "/{} {id}", key(figure, number));
            }
        }
    }
    if entries.is_empty() {
        return entries;
    }
    format!("/XObject<<{entries}>>")
}

fn stream(image: &Image) -> (Vec<u8>, Vec<u8>) {
    let colours = match image.form {
        ImageForm::GreyJpeg => "DeviceGray",
        ImageForm::Png | ImageForm::Jpeg => "DeviceRGB",
    };
    let mut about = format!(
        "/Type/XObject/Subtype/Image/Width {}/Height {}/ColorSpace/{colours}/BitsPerComponent 8",
        image.width, image.height
    )
    .into_bytes();
    let (filter, data) = match image.form {
        ImageForm::Png => (
            "/FlateDecode",
            compress(&image.on_white().unwrap_or_default()),
        ),
        ImageForm::Jpeg | ImageForm::GreyJpeg => ("/DCTDecode", image.file.to_vec()),
    };
    about.extend_from_slice(b"/Filter");
    about.extend_from_slice(filter.as_bytes());
    copies::sealed_off(about, data, filter.as_bytes(), b"")
}
