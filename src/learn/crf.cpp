#include "learn/crf.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cvextract::learn {

namespace {

constexpr float kForbidden = -1e6F;

}  // namespace

// Layout of a compiled model: Header, float transitions[(labels + 1) * labels], Slot[slots], float bias[units], float
// output[units * labels], float scale[rows], int8 rows[rows * units], label names separated by line feeds. Every part
// is padded to 16 bytes, except for the last.
Crf::Crf(std::span<const std::byte> bytes) {
    if (bytes.size() < sizeof(Header)) return;
    const auto* header = reinterpret_cast<const Header*>(bytes.data());
    const std::size_t n = header->labels, units = header->units;
    if (n == 0 || n > kMostLabels || units == 0 || units > kMostUnits || header->slots == 0 ||
        (header->slots & (header->slots - 1)) != 0)
        return;
    std::size_t at = sizeof(Header);
    bool whole = true;
    const auto take = [&]<class T>(std::span<const T>& part, std::size_t count) {
        const std::size_t size = (count * sizeof(T) + 15) / 16 * 16;
        whole = whole && count <= bytes.size() && size <= bytes.size() - at;
        if (!whole) return;
        part = {reinterpret_cast<const T*>(bytes.data() + at), count};
        at += size;
    };
    take(transitions_, (n + 1) * n);
    take(slots_, header->slots);
    take(bias_, units);
    take(output_, units * n);
    take(scale_, header->rows);
    take(rows_, header->rows * units);
    if (!whole || bytes.size() - at != header->names_size) return;
    std::string_view names(reinterpret_cast<const char*>(bytes.data() + at), header->names_size);
    while (!names.empty()) {
        const std::size_t end = std::min(names.find('\n'), names.size());
        labels_.push_back(names.substr(0, end));
        names.remove_prefix(std::min(end + 1, names.size()));
    }
    if (labels_.size() != n) labels_.clear();
}

std::size_t Crf::label(std::string_view label_name) const {
    return static_cast<std::size_t>(std::find(labels_.begin(), labels_.end(), label_name) - labels_.begin());
}

const Crf::Slot* Crf::find(Feature feature) const {
    const std::uint64_t mask = slots_.size() - 1;
    std::uint64_t s = feature & mask;
    while (slots_[s].key != 0 && slots_[s].key != feature) s = (s + 1) & mask;
    return slots_[s].key == 0 ? nullptr : &slots_[s];
}

void Crf::add_scores(std::span<const Feature> features, std::span<float> hidden, float* row) const {
    const std::size_t n = labels_.size();
    std::copy(bias_.begin(), bias_.end(), hidden.begin());
    for (const Feature feature : features) {
        const Slot* slot = find(feature);
        if (slot == nullptr) continue;
        const float scale = scale_[slot->row];
        const std::int8_t* weights = &rows_[slot->row * hidden.size()];
        for (std::size_t j = 0; j < hidden.size(); ++j) hidden[j] += scale * static_cast<float>(weights[j]);
    }
    for (std::size_t j = 0; j < hidden.size(); ++j) {
        if (hidden[j] <= 0) continue;
        const float* out = &output_[j * n];
        for (std::size_t l = 0; l < n; ++l) row[l] += hidden[j] * out[l];
    }
}

std::vector<float> Crf::scores(const Sequence& sequence, std::span<const std::uint64_t> allowed) const {
    const std::size_t n = labels_.size();
    std::vector<float> out(sequence.size() * n, 0.0F), hidden(bias_.size());
    for (std::size_t i = 0; i < sequence.size(); ++i) {
        float* row = out.data() + i * n;
        add_scores(sequence.at(i), hidden, row);
        if (i < allowed.size() && allowed[i] != 0) {
            for (std::size_t l = 0; l < n; ++l) {
                if ((allowed[i] >> l & 1) == 0) row[l] += kForbidden;
            }
        }
    }
    return out;
}

Labelling Crf::decode(const Sequence& sequence, std::span<const std::uint64_t> allowed) const {
    if (slots_.empty()) return {};
    return decode(scores(sequence, allowed));
}

Labelling Crf::decode(std::span<const float> score) const {
    Labelling out;
    const std::size_t n = labels_.size(), length = n == 0 ? 0 : score.size() / n;
    if (length == 0) return out;
    const auto transition = [&](std::size_t from, std::size_t to) { return transitions_[from * n + to]; };

    std::vector<float> best(length * n);
    std::vector<std::uint8_t> from(length * n, 0);
    for (std::size_t l = 0; l < n; ++l) best[l] = transition(0, l) + score[l];
    for (std::size_t i = 1; i < length; ++i) {
        const float* before = &best[(i - 1) * n];
        for (std::size_t l = 0; l < n; ++l) {
            float top = -std::numeric_limits<float>::infinity();
            for (std::size_t k = 0; k < n; ++k) {
                const float value = before[k] + transition(k + 1, l);
                if (value > top) {
                    top = value;
                    from[i * n + l] = static_cast<std::uint8_t>(k);
                }
            }
            best[i * n + l] = top + score[i * n + l];
        }
    }
    // Forward-backward on potentials scaled to a sum of one at each position: exponentials of single scores only.
    constexpr double kTiny = 1e-300;
    std::vector<double> potential(length * n), alpha(length * n, 0.0), beta(length * n, 1.0), scale(length),
        moves((n + 1) * n);
    for (std::size_t t = 0; t < moves.size(); ++t) moves[t] = std::exp(static_cast<double>(transitions_[t]));
    for (std::size_t i = 0; i < length; ++i) {
        const float top = *std::max_element(&score[i * n], &score[i * n] + n);
        double* a = &alpha[i * n];
        if (i == 0) {
            std::copy_n(moves.begin(), n, a);
        } else {
            for (std::size_t k = 0; k < n; ++k) {
                for (std::size_t l = 0; l < n; ++l) a[l] += alpha[(i - 1) * n + k] * moves[(k + 1) * n + l];
            }
        }
        double sum = kTiny;
        for (std::size_t l = 0; l < n; ++l) {
            potential[i * n + l] = std::exp(static_cast<double>(score[i * n + l] - top));
            sum += a[l] *= potential[i * n + l];
        }
        for (std::size_t l = 0; l < n; ++l) a[l] /= sum;
        scale[i] = sum;
    }
    for (std::size_t i = length - 1; i-- > 0;) {
        for (std::size_t k = 0; k < n; ++k) {
            double sum = 0;
            for (std::size_t l = 0; l < n; ++l)
                sum += moves[(k + 1) * n + l] * potential[(i + 1) * n + l] * beta[(i + 1) * n + l];
            beta[i * n + k] = sum / scale[i + 1];
        }
    }
    out.labels.resize(length);
    out.confidence.resize(length);
    out.marginals.resize(length * n);
    for (std::size_t i = 0; i < length * n; ++i)
        out.marginals[i] = static_cast<float>(std::min(1.0, alpha[i] * beta[i]));
    const auto last = std::span(best).subspan((length - 1) * n, n);
    auto label = static_cast<std::uint8_t>(std::max_element(last.begin(), last.end()) - last.begin());
    for (std::size_t i = length; i-- > 0;) {
        out.labels[i] = label;
        out.confidence[i] = out.marginals[i * n + label];
        label = from[i * n + label];
    }
    return out;
}

}  // namespace cvextract::learn
