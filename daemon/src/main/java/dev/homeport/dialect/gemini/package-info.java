/// Google's Gemini in its own API: its compatible one breaks exactly what a router must get right
/// (facts of wire.md D.2): indexes of calls, reasons of endings, signatures, quotas.
///
/// Schemas go as JSON schemas (`parametersJsonSchema`, `responseJsonSchema`). The older fields know
/// a small vocabulary and refuse a whole request for one word outside of it, so that every tool of
/// an agent would have to be translated with losses; the newer ones pass over what they do not
/// know. Only references are put in place before: beside one, hardly another word is allowed.
@NullMarked
package dev.homeport.dialect.gemini;

import org.jspecify.annotations.NullMarked;
