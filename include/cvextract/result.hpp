#pragma once

#include <tl/expected.hpp>

#include "cvextract/error.hpp"

namespace cvextract {

/// Either a value or an Error. No function of the public API throws.
template <class T>
using Result = tl::expected<T, Error>;

}  // namespace cvextract
