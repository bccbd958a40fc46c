#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cvextract/record.hpp"

namespace cvextract::record {

/// The map from what extractors say to the share of values that are right, field by field:
/// models/weights/confidence.tsv (docs/models.md), fitted by tools/train/calibrate.py.
class Calibration {
  public:
    /// Reads "field<TAB>raw<TAB>share" and "field<TAB>drop<TAB>share" lines; text must outlive this object.
    explicit Calibration(std::string_view text);

    /// The share of values that are right at a raw confidence; the raw confidence itself where nothing is known.
    /// `field` is a path as "work.startDate"; a field without a map of its own has that of its parent, its list or all.
    [[nodiscard]] double share(std::string_view field, double raw) const;
    /// Values of the field below this share are left out; 0 for most fields.
    [[nodiscard]] double least(std::string_view field) const;

  private:
    struct Map {
        std::vector<std::pair<double, double>> knots;  // raw confidence, share; both ascending
        double drop = 0;
    };
    [[nodiscard]] const Map* find(std::string_view field) const;
    std::unordered_map<std::string_view, Map> maps_;
};

/// Replaces the raw confidences of all values, and empties the values that are too doubtful to raise their field's F1.
void calibrate(Record& record, const Calibration& calibration);

}  // namespace cvextract::record
