//! Charts as pictures with their words: sharp drawings where Word knows them, pictures of dots elsewhere.

use std::fmt::Write as _;

use super::body::{Body, attribute};
use crate::{
    document::{Figure, Table, Text},
    drawing::{Drawing, picture, svg},
};

/// English Metric Units in a point: the measure of drawings in Word.
const EMU: f32 = 12_700.0;
/// The widest a chart is shown, in points.
const WIDEST: f32 = 481.9;
/// The highest.
const HIGHEST: f32 = 640.0;

/// A chart in both forms.
pub(super) struct Picture {
    pub png: Vec<u8>,
    pub svg: String,
}

impl Body<'_> {
    pub(super) fn figure(&mut self, figure: &Figure) {
        let drawing = &figure.drawing;
        if let Some(png) = picture::render(drawing) {
            self.pictures.push(Picture {
                png,
                svg: svg::render(drawing),
            });
            let shown = shown(drawing, self.pictures.len());
            self.written("Figure", "", &shown);
        } else {
            // Nothing to draw on: the words stand for it.
            self.paragraph("BodyText", &Text::from(drawing.alternative.as_str()));
        }
        if let Some(caption) = figure
            .caption
            .as_ref()
            .filter(|caption| !caption.is_blank())
        {
            self.paragraph("Caption", caption);
        }
        if figure.show_table && !drawing.table.headings.is_empty() {
            let mut table = Table::new(drawing.table.headings.clone()).row_headers();
            for row in &drawing.table.rows {
                table.push(row.clone());
            }
            let wide = super::tables::is_wide(&table);
            self.table_itself(&table, wide);
            self.written("Gap", "", "");
        }
    }
}

fn shown(drawing: &Drawing, number: usize) -> String {
    let scale = (WIDEST / drawing.width)
        .min(HIGHEST / drawing.height)
        .min(1.0);
    let (width, height) = (
        (drawing.width * scale * EMU) as u32,
        (drawing.height * scale * EMU) as u32,
    );
    let words = attribute(&Text::from(drawing.alternative.as_str()));
    let mut out =
        String::from("<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">");
    let _ = write!(
        out,
        "<wp:extent cx=\"{width}\" cy=\"{height}\"/><wp:docPr id=\"{number}\" name=\"Figure {number}\" descr=\"{words}\"/>\
         <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>\
         <pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"Figure {number}\" descr=\"{words}\"/><pic:cNvPicPr/></pic:nvPicPr>\
         <pic:blipFill><a:blip r:embed=\"png{number}\"><a:extLst><a:ext uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\">\
         <asvg:svgBlip r:embed=\"svg{number}\"/></a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    );
    out
}
