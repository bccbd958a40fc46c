#include "batch/inputs.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <unordered_set>

namespace fs = std::filesystem;

namespace cvextract::batch {

namespace {

bool is_pdf_name(const fs::path& path) {
    std::string extension = path.extension().string();
    for (char& c : extension) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return extension == ".pdf";
}

// The folder's own name, also of "folder/" and ".".
std::string name_of(const fs::path& folder) {
    std::error_code error;
    const fs::path whole = fs::weakly_canonical(folder, error);
    const std::string name = (error ? folder : whole).filename().string();
    return name.empty() ? "root" : name;
}

class Collector {
  public:
    explicit Collector(bool several) : several_(several) {}

    void add(const std::string& argument) {
        std::error_code error;
        if (fs::is_directory(argument, error)) {
            add_folder(argument);
        } else {
            inputs.sources.push_back({argument, fs::path(argument).filename().string()});
        }
    }

    Inputs inputs;

  private:
    void add_folder(const std::string& folder) {
        std::error_code error;
        fs::recursive_directory_iterator it(folder, error), end;
        if (error) return fail(folder, error);
        while (it != end) {
            std::error_code status;
            if (it->is_regular_file(status) && is_pdf_name(it->path())) {
                fs::path below = it->path().lexically_relative(folder);
                if (several_) below = fs::path(name_of(folder)) / below;
                inputs.sources.push_back({it->path().string(), below.string()});
            }
            const std::string at = it->path().string();
            it.increment(error);
            if (error) {
                // A folder below that cannot be read: what stands beside it is still wanted.
                fail(at, error);
                error.clear();
            }
        }
    }
    void fail(const std::string& path, const std::error_code& error) {
        inputs.errors.push_back({ErrorCode::cannot_read, "cannot read the folder '" + path + "': " + error.message(),
                                 "check the path and your permissions"});
    }
    bool several_;
};

void name_outputs(std::vector<Source>& sources) {
    std::unordered_set<std::string> taken;
    for (Source& source : sources) {
        // Nothing is written outside of the output folder, whatever a list names.
        fs::path clean;
        for (const fs::path& part : fs::path(source.output).relative_path()) {
            if (part != ".." && part != ".") clean /= part;
        }
        const std::string full = clean.string();
        std::string name = is_pdf_name(clean) ? fs::path(clean).replace_extension(".json").string() : full + ".json";
        if (taken.contains(name)) name = full + ".json";
        for (int i = 2; taken.contains(name); ++i) name = full + "." + std::to_string(i) + ".json";
        taken.insert(name);
        source.output = name;
    }
}

}  // namespace

Inputs collect_inputs(const std::vector<std::string>& arguments, const std::string& files_from) {
    std::error_code error;
    const auto folders = std::count_if(arguments.begin(), arguments.end(),
                                       [&](const std::string& a) { return fs::is_directory(a, error); });
    Collector collector(folders > 1 || (folders == 1 && arguments.size() > 1) || !files_from.empty());
    for (const std::string& argument : arguments) collector.add(argument);
    if (!files_from.empty()) {
        std::ifstream file;
        if (files_from != "-") file.open(files_from);
        std::istream& in = files_from == "-" ? std::cin : file;
        if (!in) {
            collector.inputs.errors.push_back({ErrorCode::cannot_read, "cannot read the list '" + files_from + "'",
                                               "it holds one path a line; - reads standard input"});
        }
        for (std::string line; std::getline(in, line);) {
            if (line.ends_with('\r')) line.pop_back();
            if (!line.empty()) collector.add(line);
        }
    }
    auto& sources = collector.inputs.sources;
    std::stable_sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) { return a.path < b.path; });
    sources.erase(
        std::unique(sources.begin(), sources.end(), [](const Source& a, const Source& b) { return a.path == b.path; }),
        sources.end());
    name_outputs(sources);
    return std::move(collector.inputs);
}

bool in_shard(const std::string& sha256, unsigned index, unsigned count) {
    if (count <= 1) return true;
    // The first 32 bits are as good as all.
    const auto head = static_cast<unsigned>(std::stoul(sha256.substr(0, 8), nullptr, 16));
    return head % count == index - 1;
}

}  // namespace cvextract::batch
