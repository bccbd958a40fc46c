#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "models/models.hpp"

namespace cvextract::fields::contact {

/// Named numbers from models/weights/NAME.tsv ("feature<TAB>weight" lines).
class Weights {
  public:
    Weights(const models::Models& models, std::string_view name);
    /// 0 for a feature that is not in the file.
    [[nodiscard]] double operator[](std::string_view feature) const;

  private:
    std::vector<std::pair<std::string_view, double>> values_;
};

}  // namespace cvextract::fields::contact
