#pragma once

#include <string>

/// Compiles the text form of a conditional random field (docs/models.md) into the bytes that learn::Crf maps.
/// Throws std::runtime_error on a malformed file.
std::string compile_crf(const std::string& text, const std::string& where);
