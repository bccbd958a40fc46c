#include "record/confidence.hpp"

#include <gtest/gtest.h>

#include "models/models.hpp"

namespace cvextract::record {
namespace {

constexpr std::string_view kMaps =
    "# comment\n"
    "*\t0.0\t0.1\n*\t1.0\t0.9\n"
    "work.*\t0.5\t0.5\n"
    "work.name\t0.2\t0.1\nwork.name\t0.6\t0.5\nwork.name\t1.0\t0.7\n"
    "work.name\tdrop\t0.3\n"
    "interests\t0.0\t0.2\ninterests\t1.0\t0.2\n";

TEST(Confidence, IsReadFromTheFieldsOwnMapBetweenItsPoints) {
    const Calibration maps(kMaps);
    EXPECT_DOUBLE_EQ(maps.share("work.name", 0.0), 0.1);
    EXPECT_DOUBLE_EQ(maps.share("work.name", 0.4), 0.3);
    EXPECT_DOUBLE_EQ(maps.share("work.name", 1.0), 0.7);
    EXPECT_DOUBLE_EQ(maps.share("work.location", 0.9), 0.5);       // the list's
    EXPECT_DOUBLE_EQ(maps.share("interests.keywords", 0.9), 0.2);  // the parent's
    EXPECT_NEAR(maps.share("basics.name", 0.5), 0.5, 1e-9);        // that of all
    EXPECT_DOUBLE_EQ(Calibration("").share("work.name", 0.4), 0.4);
}

TEST(Confidence, DoubtfulValuesOfSomeFieldsAreLeftOut) {
    Record record;
    record.work.resize(2);
    record.work[0].name = {"Acme", 0.9, {}};
    record.work[1].name = {"of the", 0.2, {}};
    record.work[1].position = {"Cook", 0.2, {}};
    record.work[1].ongoing = {true, 0.5, {}};
    record.basics.summary = {"A cook.", 0.5, {}};
    calibrate(record, Calibration(kMaps));
    EXPECT_NEAR(record.work[0].name.confidence, 0.65, 1e-9);
    EXPECT_TRUE(record.work[1].name.empty());
    EXPECT_EQ(record.work[1].position.text, "Cook");
    EXPECT_NEAR(record.work[1].ongoing.confidence, 0.5, 1e-9);
    EXPECT_NEAR(record.basics.summary.confidence, 0.5, 1e-9);
}

TEST(Confidence, TheMapsRiseAndStayBetweenZeroAndOne) {
    const auto bytes = models::Models::builtin().member("weights/confidence.tsv");
    ASSERT_FALSE(bytes.empty());
    const Calibration maps({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    for (const char* field : {"basics.name", "work.name", "education.institution", "skills.keywords", "work.url"}) {
        double last = 0;
        for (double raw = 0; raw <= 1; raw += 0.05) {
            const double share = maps.share(field, raw);
            EXPECT_GE(share, last) << field;
            EXPECT_LE(share, 1);
            last = share;
        }
    }
}

}  // namespace
}  // namespace cvextract::record
