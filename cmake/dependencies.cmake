# What the library needs; installed beside the package's config file, which includes it. Everything comes from the
# system's packages; nothing is downloaded.
find_package(PkgConfig REQUIRED)
pkg_check_modules(POPPLER REQUIRED IMPORTED_TARGET poppler-cpp>=22.02)
pkg_check_modules(QPDF REQUIRED IMPORTED_TARGET libqpdf>=10.6)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(SECCOMP REQUIRED IMPORTED_TARGET libseccomp>=2.5)
find_package(ICU 70 REQUIRED COMPONENTS uc i18n data)
find_package(tl-expected REQUIRED)
find_package(fmt REQUIRED)
find_package(Threads REQUIRED)
# libphonenumber brings neither a CMake package nor a pkg-config file.
find_library(PHONENUMBER_LIBRARY phonenumber REQUIRED)
find_path(PHONENUMBER_INCLUDE phonenumbers/phonenumberutil.h REQUIRED)
if(NOT TARGET PhoneNumber::PhoneNumber)
  add_library(PhoneNumber::PhoneNumber UNKNOWN IMPORTED)
  set_target_properties(PhoneNumber::PhoneNumber PROPERTIES
    IMPORTED_LOCATION "${PHONENUMBER_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${PHONENUMBER_INCLUDE}")
endif()
