#include "fields/spans/digit_pattern.hpp"

#include <algorithm>

namespace cvextract::fields::spans {

namespace {

constexpr std::size_t kMostDigits = 31;
constexpr int kDeepest = 12;         // groups within one another
constexpr unsigned kMostTimes = 31;  // no more digits can be matched

using Places = std::uint32_t;

class Matcher {
  public:
    Matcher(std::string_view pattern, std::string_view digits) : pattern_(pattern), digits_(digits) {}

    std::optional<Places> run() {
        const Places ends = alternatives(1, 0);
        return broken_ || at_ != pattern_.size() ? std::nullopt : std::optional(ends);
    }

  private:
    [[nodiscard]] bool sees(char c) const { return at_ < pattern_.size() && pattern_[at_] == c; }
    bool take(char c) {
        if (!sees(c)) return false;
        ++at_;
        return true;
    }
    Places fail() {
        broken_ = true;
        at_ = pattern_.size();
        return 0;
    }

    Places alternatives(Places from, int depth) {
        if (depth > kDeepest) return fail();
        Places ends = sequence(from, depth);
        while (take('|')) ends |= sequence(from, depth);
        return ends;
    }

    Places sequence(Places from, int depth) {
        while (at_ < pattern_.size() && !sees('|') && !sees(')')) {
            const std::size_t begin = at_;
            Places once = atom(from, depth);
            const std::size_t end = at_;
            unsigned least = 1, most = 1;
            if (!count(least, most)) return fail();
            const std::size_t after = at_;
            if (least == 1 && most == 1) {
                from = once;
                continue;
            }
            Places all = least == 0 ? from : 0;
            for (unsigned times = 1; times <= most; ++times) {
                if (times >= least) all |= once;
                if (times == most || once == 0) break;
                at_ = begin;
                once = atom(once, depth);
                if (at_ != end) return fail();
            }
            at_ = after;
            from = all;
        }
        return from;
    }

    // "?", "{n}" or "{n,m}"; false when it is anything else that counts.
    bool count(unsigned& least, unsigned& most) {
        if (take('?')) {
            least = 0;
        } else if (take('{')) {
            if (!number(least)) return false;
            most = least;
            if (take(',') && !number(most)) return false;
            if (!take('}') || most < least || most > kMostTimes) return false;
        }
        return !sees('*') && !sees('+') && !sees('?') && !sees('{');
    }

    bool number(unsigned& value) {
        if (at_ >= pattern_.size() || pattern_[at_] < '0' || pattern_[at_] > '9') return false;
        value = 0;
        for (; at_ < pattern_.size() && pattern_[at_] >= '0' && pattern_[at_] <= '9'; ++at_)
            value = std::min(value * 10 + static_cast<unsigned>(pattern_[at_] - '0'), kMostTimes + 1);
        return true;
    }

    Places atom(Places from, int depth) {
        if (take('(')) {
            if (take('?') && !take(':')) return fail();
            const Places ends = alternatives(from, depth + 1);
            return take(')') ? ends : fail();
        }
        if (take('$')) return from & (Places{1} << digits_.size());
        std::uint32_t allowed = 0;  // bit mask of digits
        if (take('[')) {
            while (!take(']')) {
                const int first = digit();
                const int last = take('-') ? digit() : first;
                if (broken_ || first < 0 || last < first) return fail();
                for (int d = first; d <= last; ++d) allowed |= 1U << d;
            }
        } else if (take('\\')) {
            if (!take('d')) return fail();
            allowed = 0x3FF;
        } else {
            const int d = digit();
            if (d < 0) return fail();
            allowed = 1U << d;
        }
        Places ends = 0;
        for (std::size_t i = 0; i < digits_.size(); ++i) {
            if ((from >> i & 1) != 0 && (allowed >> (digits_[i] - '0') & 1) != 0) ends |= Places{2} << i;
        }
        return ends;
    }

    int digit() {
        if (at_ >= pattern_.size() || pattern_[at_] < '0' || pattern_[at_] > '9') {
            fail();
            return -1;
        }
        return pattern_[at_++] - '0';
    }

    std::string_view pattern_, digits_;
    std::size_t at_ = 0;
    bool broken_ = false;
};

}  // namespace

std::optional<std::uint32_t> ends_of(std::string_view pattern, std::string_view digits) {
    if (digits.size() > kMostDigits ||
        !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    return Matcher(pattern, digits).run();
}

std::optional<bool> matches(std::string_view pattern, std::string_view digits) {
    const auto ends = ends_of(pattern, digits);
    if (!ends) return std::nullopt;
    return (*ends >> digits.size() & 1) != 0;
}

}  // namespace cvextract::fields::spans
