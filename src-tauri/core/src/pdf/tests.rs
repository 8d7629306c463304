//! Tests of the whole way from document to file.
