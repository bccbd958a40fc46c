#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace cvextract::fields::academic {

/// A person's name in a list of names: bytes of the text.
struct PersonSpan {
    std::size_t begin = 0, end = 0;
};

/// Divides a printed list of authors into names: "Smith, J., & Doe, A.", "J. Smith and A. Doe", "Doe A, Smith J",
/// "Smith, Jane, and Ann Doe", "SMITH J; DOE A", names in Han script. Whether names are inverted is inferred from the
/// whole list. "et al.", marks of footnotes, "(eds.)" and the like belong to no name. O(n).
[[nodiscard]] std::vector<PersonSpan> split_people(std::string_view text);

}  // namespace cvextract::fields::academic
