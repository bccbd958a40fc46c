#pragma once

/// \file
/// The whole public API of cvextract: CV and resume PDFs to structured records.

#include "cvextract/error.hpp"
#include "cvextract/extract.hpp"
#include "cvextract/options.hpp"
#include "cvextract/record.hpp"
#include "cvextract/result.hpp"
