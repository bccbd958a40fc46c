#include <cvextract/cvextract.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const auto record = cvextract::extract(argc > 1 ? argv[1] : "cv.pdf");
    if (!record) {
        std::cerr << record.error().message << '\n';
        return static_cast<int>(record.error().code);
    }
    std::cout << cvextract::to_json(*record) << '\n';
    return cvextract::record_schema().empty() ? 1 : 0;
}
