// The record as JSON. Field names and their order come from record/visit.hpp.

#include <cmath>

#include <nlohmann/json.hpp>

#include "cvextract/extract.hpp"
#include "models/models.hpp"
#include "record/visit.hpp"

namespace cvextract {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSchemaVersion = "1.0.0";

double rounded(double value, double steps) {
    return std::round(value * steps) / steps;
}

/// Collects meta.evidence while the record is written: JSON Pointer -> where the value was printed.
class Evidence {
  public:
    explicit Evidence(bool wanted) : wanted_(wanted) {}

    template <class V>
    void add(const std::string& pointer, const V& value) {
        if (!wanted_) return;
        const double confidence = rounded(value.confidence, 1000);
        Json list = Json::array();
        for (const Source& source : value.sources) {
            const Box& box = source.box;
            list.push_back(
                {{"page", source.page},
                 {"bbox", {rounded(box.x0, 100), rounded(box.y0, 100), rounded(box.x1, 100), rounded(box.y1, 100)}},
                 {"text", source.text},
                 {"confidence", confidence}});
        }
        // A value without words on the page (a link's target, a derived one) still says how sure it is.
        if (list.empty()) list.push_back({{"confidence", confidence}});
        json_[pointer] = std::move(list);
    }
    [[nodiscard]] const Json& json() const { return json_; }

  private:
    bool wanted_;
    Json json_ = Json::object();
};

template <class T>
Json write(const T& part, const std::string& pointer, Evidence& evidence) {
    if constexpr (std::is_same_v<T, Value>) {
        evidence.add(pointer, part);
        return part.text;
    } else if constexpr (std::is_same_v<T, Flag>) {
        evidence.add(pointer, part);
        return true;
    } else if constexpr (requires { part.begin(); }) {
        Json list = Json::array();
        for (std::size_t i = 0; i < part.size(); ++i) {
            list.push_back(write(part[i], pointer + "/" + std::to_string(i), evidence));
        }
        return list;
    } else {
        Json object = Json::object();
        record::visit(part, [&](const char* name, const auto& member) {
            using M = std::remove_cvref_t<decltype(member)>;
            if constexpr (std::is_same_v<M, Flag>) {
                if (!member.set) return;
            } else if constexpr (requires { member.empty(); }) {
                if (member.empty()) return;
            }
            Json json = write(member, pointer + "/" + name, evidence);
            if (!json.empty()) object[name] = std::move(json);
        });
        return object;
    }
}

Json write_sections(const Record& record, Evidence& evidence) {
    Json list = Json::array();
    for (std::size_t i = 0; i < record.sections.size(); ++i) {
        const Section& section = record.sections[i];
        evidence.add("/sections/" + std::to_string(i) + "/heading", section.heading);
        list.push_back({{"heading", section.heading.text}, {"kind", to_string(section.kind)}, {"text", section.text}});
    }
    return list;
}

Json write_diagnostics(const std::vector<Diagnostic>& diagnostics) {
    Json list = Json::array();
    for (const Diagnostic& diagnostic : diagnostics) {
        Json item = {{"id", diagnostic.id}, {"message", diagnostic.message}};
        if (diagnostic.page > 0) item["page"] = diagnostic.page;
        list.push_back(std::move(item));
    }
    return list;
}

}  // namespace

std::string to_json(const Record& record, const JsonStyle& style) {
    Evidence evidence(style.evidence);
    Json json = write(record, "", evidence);
    if (!record.sections.empty()) json["sections"] = write_sections(record, evidence);
    Json meta = {{"version", kSchemaVersion}, {"generator", "cvextract " + std::string(version())}};
    if (!record.meta.language.empty()) meta["language"] = record.meta.language;
    meta["pages"] = record.meta.pages;
    if (!record.meta.header.empty()) meta["header"] = record.meta.header;
    if (!record.meta.running_headers.empty()) meta["runningHeaders"] = record.meta.running_headers;
    if (!record.meta.diagnostics.empty()) meta["diagnostics"] = write_diagnostics(record.meta.diagnostics);
    if (style.evidence) meta["evidence"] = evidence.json();
    json["meta"] = std::move(meta);
    return json.dump(style.pretty ? 2 : -1, ' ', false, Json::error_handler_t::replace);
}

std::string_view record_schema() {
    const auto bytes = models::Models::builtin().member("cv-record.schema.json");
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string_view version() {
    return CVEXTRACT_VERSION;
}

}  // namespace cvextract
