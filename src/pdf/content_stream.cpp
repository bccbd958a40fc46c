// A reader of content streams that follows no more of the graphics state than it takes to tell hidden text.

#include "pdf/content_stream.hpp"

#include <cmath>
#include <cstdlib>
#include <vector>

namespace cvextract::pdf {

namespace {

constexpr int kLift = 30000;          // units by which hidden text is lifted: beyond any page
constexpr double kThin = 3;           // units; a rectangle this thin is a rule
constexpr std::size_t kDeepest = 64;  // saved graphics states
constexpr std::size_t kMostOperands = 64;

bool is_white_space(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

bool is_delimiter(char c) {
    return c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' || c == '}' || c == '/' ||
           c == '%';
}

struct State {
    bool white = false;  // the fill colour
    int mode = 0;        // text render mode
    std::string rise = "0";
};

class Lifter {
  public:
    explicit Lifter(std::string_view content) : content_(content) {}

    std::string run() {
        while (next()) {
        }
        if (!lifted_) return {};
        out_.append(content_.substr(copied_));
        return std::move(out_);
    }

  private:
    bool next();
    void skip_string();
    void skip_hex();
    void skip_inline_image();
    void act(std::string_view op);
    void show();
    [[nodiscard]] double number(std::size_t from_last) const {
        if (operands_.size() <= from_last) return 0;
        const std::string text(operands_[operands_.size() - 1 - from_last]);
        return std::strtod(text.c_str(), nullptr);
    }
    [[nodiscard]] bool are(double value, std::size_t count) const {
        if (operands_.size() < count) return false;
        for (std::size_t i = 0; i < count; ++i) {
            if (std::abs(number(i) - value) > 0.004) return false;
        }
        return true;
    }
    void paint(bool filled) {
        painted_ = painted_ || (filled && wide_path_ && !state_.white);
        wide_path_ = false;
    }

    std::string_view content_;
    std::size_t at_ = 0, statement_ = 0, copied_ = 0;
    std::vector<std::string_view> operands_;
    State state_;
    std::vector<State> saved_;
    bool painted_ = false, wide_path_ = false, lifted_ = false;
    std::string out_;
};

void Lifter::skip_string() {
    int depth = 0;
    for (; at_ < content_.size(); ++at_) {
        const char c = content_[at_];
        if (c == '\\') {
            ++at_;
        } else if (c == '(') {
            ++depth;
        } else if (c == ')' && --depth == 0) {
            ++at_;
            return;
        }
    }
}

void Lifter::skip_hex() {
    while (at_ < content_.size() && content_[at_] != '>') ++at_;
    if (at_ < content_.size()) ++at_;
}

// Behind "ID": the data of an inline image up to "EI" between white space.
void Lifter::skip_inline_image() {
    while (at_ + 3 < content_.size()) {
        at_ = content_.find("EI", at_ + 1);
        if (at_ == std::string_view::npos) break;
        const bool begins = is_white_space(content_[at_ - 1]);
        const bool ends = at_ + 2 >= content_.size() || is_white_space(content_[at_ + 2]);
        if (begins && ends) {
            at_ += 2;
            return;
        }
    }
    at_ = content_.size();
}

bool Lifter::next() {
    while (at_ < content_.size() && is_white_space(content_[at_])) ++at_;
    if (at_ >= content_.size()) return false;
    const std::size_t begin = at_;
    if (operands_.empty()) statement_ = begin;
    const char c = content_[at_];
    if (c == '%') {
        while (at_ < content_.size() && content_[at_] != '\n' && content_[at_] != '\r') ++at_;
        return true;
    }
    if (c == '(') {
        skip_string();
    } else if (c == '<' && at_ + 1 < content_.size() && content_[at_ + 1] != '<') {
        skip_hex();
    } else if (is_delimiter(c) && c != '/') {
        ++at_;  // the parts of arrays and dictionaries count one by one
    } else {
        ++at_;
        while (at_ < content_.size() && !is_white_space(content_[at_]) && !is_delimiter(content_[at_])) ++at_;
        const std::string_view word = content_.substr(begin, at_ - begin);
        const char lead = word.front();
        const bool operand = lead == '/' || lead == '+' || lead == '-' || lead == '.' || (lead >= '0' && lead <= '9');
        if (!operand) {
            act(word);
            operands_.clear();
            return true;
        }
    }
    // What has more operands than any operator takes is an array of text; its end is not asked for.
    if (operands_.size() < kMostOperands) operands_.push_back(content_.substr(begin, at_ - begin));
    return true;
}

void Lifter::show() {
    const bool hidden = state_.mode == 3 || state_.mode == 7 || (state_.white && state_.mode == 0 && !painted_);
    if (!hidden) return;
    lifted_ = true;
    out_.append(content_.substr(copied_, statement_ - copied_));
    out_.append(" ").append(std::to_string(kLift)).append(" Ts ");
    out_.append(content_.substr(statement_, at_ - statement_));
    out_.append(" ").append(state_.rise).append(" Ts\n");
    copied_ = at_;
}

void Lifter::act(std::string_view op) {
    if (op == "Tj" || op == "TJ" || op == "'" || op == "\"") {
        show();
    } else if (op == "q") {
        if (saved_.size() < kDeepest) saved_.push_back(state_);
    } else if (op == "Q") {
        if (!saved_.empty()) {
            state_ = saved_.back();
            saved_.pop_back();
        }
    } else if (op == "Tr") {
        state_.mode = static_cast<int>(number(0));
    } else if (op == "Ts") {
        if (!operands_.empty()) state_.rise = operands_.back();
    } else if (op == "g") {
        state_.white = are(1, 1);
    } else if (op == "rg") {
        state_.white = are(1, 3);
    } else if (op == "k") {
        state_.white = are(0, 4);
    } else if (op == "cs") {
        state_.white = false;
    } else if (op == "sc" || op == "scn") {
        const bool named = !operands_.empty() && operands_.back().front() == '/';
        // One number may be the amount of an ink: full is not white then.
        state_.white = !named && ((operands_.size() == 3 && are(1, 3)) || (operands_.size() == 4 && are(0, 4)));
    } else if (op == "re") {
        wide_path_ = wide_path_ || (std::abs(number(0)) > kThin && std::abs(number(1)) > kThin);
    } else if (op == "m" || op == "l" || op == "c" || op == "v" || op == "y") {
        wide_path_ = true;
    } else if (op == "f" || op == "F" || op == "f*" || op == "B" || op == "B*" || op == "b" || op == "b*") {
        paint(true);
    } else if (op == "S" || op == "s" || op == "n") {
        paint(false);
    } else if (op == "sh" || op == "Do") {
        painted_ = true;
    } else if (op == "ID") {
        painted_ = true;
        skip_inline_image();
    }
}

// Whether the text ends in the number one and `end`.
bool ends_in_one(std::string_view text, std::string_view end) {
    if (!text.ends_with(end)) return false;
    text.remove_suffix(end.size());
    while (text.size() > 1 && (text.ends_with('0') || text.ends_with('.'))) text.remove_suffix(1);
    return text.ends_with('1') && (text.size() == 1 || is_white_space(text[text.size() - 2]));
}

}  // namespace

bool may_hide_text(std::string_view content) {
    // Only the few letters that end the operators are looked at.
    for (std::size_t i = 3; i < content.size(); ++i) {
        const char c = content[i];
        if (c != 'r' && c != 'g' && c != 'c' && c != 'k') continue;
        const std::string_view before = content.substr(0, i);
        switch (c) {
            case 'r':
                if (before.ends_with("3 T") || before.ends_with("7 T")) return true;
                break;
            case 'g':
                if (before.ends_with("1 1 1 r") || ends_in_one(before, " ") || before.ends_with("1.0 r")) return true;
                break;
            case 'c':
                if (ends_in_one(before, " s") || before.ends_with("0 0 0 0 s")) return true;
                break;
            default:
                if (before.ends_with("0 0 0 0 ")) return true;
        }
    }
    return false;
}

std::string lift_hidden_text(std::string_view content) {
    return Lifter(content).run();
}

}  // namespace cvextract::pdf
