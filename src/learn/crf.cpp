#include "learn/crf.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/hash_tag.hpp"

namespace cvextract::learn {

namespace {

constexpr float kForbidden = -1e6F;
constexpr double kTiny = 1e-300;

// The loops below are compiled twice, for any processor and for those with AVX2. Both do the same operations on each
// number in the same order (nothing is contracted, no sum is split), so that records do not depend on the processor.
#if defined(__x86_64__) && defined(__GNUC__)
#define CVEXTRACT_AVX2 __attribute__((target("avx2")))
#define CVEXTRACT_INLINE [[gnu::always_inline]] inline
bool has_avx2() {
    static const bool yes = __builtin_cpu_supports("avx2") != 0;
    return yes;
}
#else
#define CVEXTRACT_INLINE inline
#endif

struct Layer {
    std::size_t units = 0, labels = 0;
    const float* bias = nullptr;
    const float* output = nullptr;
    const std::int8_t* rows = nullptr;
};

// hidden = bias + rows of the features, from unit `first` on.
void sum_rows(const Layer& layer, std::span<const Crf::Slot* const> found, float* hidden, std::size_t first = 0) {
    std::copy(layer.bias + first, layer.bias + layer.units, hidden + first);
    for (const Crf::Slot* slot : found) {
        const std::int8_t* weights = layer.rows + slot->row * layer.units;
        const float scale = slot->scale;
        for (std::size_t j = first; j < layer.units; ++j) hidden[j] += scale * static_cast<float>(weights[j]);
    }
}

// Scores of a position's labels from its units.
CVEXTRACT_INLINE void score_units(const Layer& layer, const float* hidden, float* row) {
    const std::size_t width = Crf::padded(layer.labels);
    float sum[Crf::kMostLabels] = {};
    for (std::size_t j = 0; j < layer.units; ++j) {
        if (hidden[j] <= 0) continue;
        const float* out = layer.output + j * width;
        for (std::size_t l = 0; l < width; ++l) sum[l] += hidden[j] * out[l];
    }
    std::copy_n(sum, layer.labels, row);
}

// Where the best way to each label comes from; returns the last label of the best.
CVEXTRACT_INLINE std::size_t best_way(std::span<const float> score, std::size_t n, const float* transitions,
                                      std::uint8_t* from) {
    const std::size_t width = Crf::padded(n), length = score.size() / n;
    float before[Crf::kMostLabels] = {}, best[Crf::kMostLabels] = {};
    std::int32_t origin[Crf::kMostLabels];
    for (std::size_t l = 0; l < n; ++l) before[l] = transitions[l] + score[l];
    for (std::size_t i = 1; i < length; ++i) {
        for (std::size_t l = 0; l < width; ++l) {
            best[l] = -std::numeric_limits<float>::infinity();
            origin[l] = 0;
        }
        for (std::size_t k = 0; k < n; ++k) {
            const float* move = transitions + (k + 1) * width;
            const float reached = before[k];
            for (std::size_t l = 0; l < width; ++l) {
                const float value = reached + move[l];
                const bool better = value > best[l];
                best[l] = better ? value : best[l];
                origin[l] = better ? static_cast<std::int32_t>(k) : origin[l];
            }
        }
        for (std::size_t l = 0; l < n; ++l) {
            before[l] = best[l] + score[i * n + l];
            from[i * n + l] = static_cast<std::uint8_t>(origin[l]);
        }
    }
    return static_cast<std::size_t>(std::max_element(before, before + n) - before);
}

// Sums over `count` labels for a block of labels, which stay in registers.
constexpr std::size_t kBlock = 8;
CVEXTRACT_INLINE void add_block(const double* weights, std::size_t count, const double* rows, std::size_t width,
                                double* out) {
    using Four [[gnu::vector_size(32), gnu::aligned(8), gnu::may_alias]] = double;
    Four low{}, high{};
    for (std::size_t k = 0; k < count; ++k) {
        const auto* row = reinterpret_cast<const Four*>(rows + k * width);
        low += weights[k] * row[0];
        high += weights[k] * row[1];
    }
    reinterpret_cast<Four*>(out)[0] = low;
    reinterpret_cast<Four*>(out)[1] = high;
}

// Marginals by forward-backward on potentials scaled to a sum of one at each position: exponentials of single scores
// only.
CVEXTRACT_INLINE void add_marginals(std::span<const float> score, std::size_t n, const double* moves,
                                    const double* back, float* marginals) {
    const std::size_t width = Crf::padded(n), length = score.size() / n;
    std::vector<double> potential(length * width), alpha(length * width), scale(length);
    for (std::size_t i = 0; i < length; ++i) {
        const float top = *std::max_element(&score[i * n], &score[i * n] + n);
        double* a = &alpha[i * width];
        double* p = &potential[i * width];
        if (i == 0) {
            std::copy_n(moves, n, a);
        } else {
            for (std::size_t first = 0; first < width; first += kBlock)
                add_block(&alpha[(i - 1) * width], n, moves + width + first, width, a + first);
        }
        double sum = kTiny;
        for (std::size_t l = 0; l < n; ++l) {
            p[l] = std::exp(static_cast<double>(score[i * n + l] - top));
            sum += a[l] *= p[l];
        }
        for (std::size_t l = 0; l < width; ++l) a[l] /= sum;
        scale[i] = sum;
    }
    double beta[Crf::kMostLabels], sums[Crf::kMostLabels], weights[Crf::kMostLabels];
    std::fill_n(beta, width, 1.0);
    for (std::size_t i = length; i-- > 0;) {
        if (i + 1 < length) {
            for (std::size_t l = 0; l < n; ++l) weights[l] = potential[(i + 1) * width + l] * beta[l];
            for (std::size_t first = 0; first < width; first += kBlock)
                add_block(weights, n, back + first, width, sums + first);
            for (std::size_t k = 0; k < width; ++k) beta[k] = sums[k] / scale[i + 1];
        }
        for (std::size_t l = 0; l < n; ++l)
            marginals[i * n + l] = static_cast<float>(std::min(1.0, alpha[i * width + l] * beta[l]));
    }
}

#ifdef CVEXTRACT_AVX2
CVEXTRACT_AVX2 void sum_rows_avx2(const Layer& layer, std::span<const Crf::Slot* const> found, float* hidden) {
    constexpr std::size_t kLanes = 8, kVectors = 4;  // whose sums stay in registers
    std::size_t first = 0;
    for (; first + kVectors * kLanes <= layer.units; first += kVectors * kLanes) {
        __m256 sum[kVectors];
        for (std::size_t v = 0; v < kVectors; ++v) sum[v] = _mm256_loadu_ps(layer.bias + first + v * kLanes);
        for (const Crf::Slot* slot : found) {
            const std::int8_t* weights = layer.rows + slot->row * layer.units + first;
            const __m256 scale = _mm256_set1_ps(slot->scale);
            for (std::size_t v = 0; v < kVectors; ++v) {
                const __m128i bytes = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(weights + v * kLanes));
                sum[v] = _mm256_add_ps(sum[v], _mm256_mul_ps(scale, _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(bytes))));
            }
        }
        for (std::size_t v = 0; v < kVectors; ++v) _mm256_storeu_ps(hidden + first + v * kLanes, sum[v]);
    }
    if (first < layer.units) sum_rows(layer, found, hidden, first);
}
CVEXTRACT_AVX2 void score_units_avx2(const Layer& layer, const float* hidden, float* row) {
    score_units(layer, hidden, row);
}
CVEXTRACT_AVX2 std::size_t best_way_avx2(std::span<const float> score, std::size_t n, const float* transitions,
                                         std::uint8_t* from) {
    return best_way(score, n, transitions, from);
}
CVEXTRACT_AVX2 void add_marginals_avx2(std::span<const float> score, std::size_t n, const double* moves,
                                       const double* back, float* marginals) {
    add_marginals(score, n, moves, back, marginals);
}
#define CVEXTRACT_CALL(function, ...) (has_avx2() ? function##_avx2(__VA_ARGS__) : function(__VA_ARGS__))
#else
#define CVEXTRACT_CALL(function, ...) function(__VA_ARGS__)
#endif

}  // namespace

// Layout of a compiled model, with W for the padded number of labels: Header, float transitions[(labels + 1) * W],
// double moves[(labels + 1) * W], double back[labels * W], Slot[slots], uint8 tags[slots], float bias[units], float
// output[units * W], int8 rows[rows * units], label names separated by line feeds. Every part is padded to 16 bytes,
// except for the last.
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
    take(transitions_, (n + 1) * padded(n));
    take(moves_, (n + 1) * padded(n));
    take(back_, n * padded(n));
    take(slots_, header->slots);
    take(tags_, header->slots);
    take(bias_, units);
    take(output_, units * padded(n));
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
    const std::uint8_t tag = hash_tag(feature);
    for (; tags_[s] != 0; s = (s + 1) & mask) {
        if (tags_[s] == tag && slots_[s].key == feature) return &slots_[s];
    }
    return nullptr;
}

std::vector<float> Crf::scores(const Sequence& sequence, std::span<const std::uint64_t> allowed) const {
    const std::size_t n = labels_.size();
    std::vector<float> out(sequence.size() * n, 0.0F), hidden(bias_.size());
    const Layer layer{bias_.size(), n, bias_.data(), output_.data(), rows_.data()};
    const std::size_t rows = hidden.empty() ? 0 : rows_.size() / hidden.size();
    std::vector<const Slot*> found;
    for (std::size_t i = 0; i < sequence.size(); ++i) {
        float* row = out.data() + i * n;
        found.clear();
        for (const Feature feature : sequence.at(i)) __builtin_prefetch(&tags_[feature & (slots_.size() - 1)]);
        for (const Feature feature : sequence.at(i)) {
            const Slot* slot = find(feature);
            if (slot == nullptr || slot->row >= rows) continue;
            __builtin_prefetch(layer.rows + slot->row * layer.units);
            found.push_back(slot);
        }
        CVEXTRACT_CALL(sum_rows, layer, found, hidden.data());
        CVEXTRACT_CALL(score_units, layer, hidden.data(), row);
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
    score = score.first(length * n);
    std::vector<std::uint8_t> from(length * n);
    std::size_t label = CVEXTRACT_CALL(best_way, score, n, transitions_.data(), from.data());
    out.marginals.resize(length * n);
    CVEXTRACT_CALL(add_marginals, score, n, moves_.data(), back_.data(), out.marginals.data());
    out.labels.resize(length);
    out.confidence.resize(length);
    for (std::size_t i = length; i-- > 0;) {
        out.labels[i] = static_cast<std::uint8_t>(label);
        out.confidence[i] = out.marginals[i * n + label];
        label = from[i * n + label];
    }
    return out;
}

}  // namespace cvextract::learn
