# The program links what it needs from static archives where the system has them (libphonenumber with its protobuf and
# Abseil, RE2, QPDF, ICU, SQLite, OpenSSL, libseccomp): the dynamic loader then has a third of the symbols to look up at
# each start, which costs as much as a page of a CV. Whatever does not link is taken as shared libraries, as for the
# library itself.
include(CheckCXXSourceCompiles)
include(CheckLinkerFlag)

option(CVEXTRACT_STATIC_DEPENDENCIES "Link the program's dependencies from static archives where there are any" ON)
add_library(cvextract_program_dependencies INTERFACE)

# archives(VARIABLE NAMES...): the archives that exist, as one group whose members may need one another.
function(cvextract_archives variable)
  set(found)
  foreach(name ${ARGN})
    find_library(CVEXTRACT_ARCHIVE_${name} lib${name}.a)
    mark_as_advanced(CVEXTRACT_ARCHIVE_${name})
    if(CVEXTRACT_ARCHIVE_${name})
      list(APPEND found ${CVEXTRACT_ARCHIVE_${name}})
    endif()
  endforeach()
  # One word, which CMake takes apart nowhere.
  list(JOIN found "," found)
  set(${variable} -Wl,--start-group,${found},--end-group PARENT_SCOPE)
endfunction()

# link(VARIABLE CODE LIBRARIES...): sets VARIABLE to the libraries when a program of this code links with them.
function(cvextract_link variable code)
  set(CMAKE_REQUIRED_LIBRARIES ${ARGN})
  check_cxx_source_compiles("${code}" ${variable}_ARCHIVES_LINK)
  if(${variable}_ARCHIVES_LINK)
    set(${variable} ${ARGN} PARENT_SCOPE)
  endif()
endfunction()

set(CVEXTRACT_ICU ICU::i18n ICU::uc)
set(CVEXTRACT_PHONE PhoneNumber::PhoneNumber PkgConfig::RE2)
set(CVEXTRACT_LINKS PkgConfig::QPDF)
set(CVEXTRACT_SQLITE PkgConfig::SQLITE)
set(CVEXTRACT_CRYPTO OpenSSL::Crypto)
set(CVEXTRACT_SECCOMP PkgConfig::SECCOMP)
if(CVEXTRACT_STATIC_DEPENDENCIES)
  cvextract_archives(archives icui18n icuuc icudata)
  cvextract_link(CVEXTRACT_ICU "
    #include <unicode/regex.h>
    int main() {
      UErrorCode error = U_ZERO_ERROR;
      return icu::RegexPattern::compile(icu::UnicodeString(), 0, error) != nullptr;
    }" ${archives})

  cvextract_archives(archives phonenumber protobuf-lite re2 absl_hash absl_raw_hash_set absl_strings
    absl_throw_delegate absl_city absl_low_level_hash absl_raw_logging_internal absl_strings_internal absl_base
    absl_spinlock_wait absl_synchronization absl_hashtablez_sampler absl_int128 absl_exponential_biased)
  cvextract_link(CVEXTRACT_PHONE "
    #include <phonenumbers/phonenumberutil.h>
    int main() {
      i18n::phonenumbers::PhoneNumber n;
      return i18n::phonenumbers::PhoneNumberUtil::GetInstance()->Parse(\"+1\", \"ZZ\", &n);
    }" ${archives} ${CVEXTRACT_ICU} Threads::Threads)

  # With what its archive wants of GnuTLS loaded when it is called.
  cvextract_archives(archives qpdf)
  add_library(cvextract_gnutls OBJECT ${PROJECT_SOURCE_DIR}/src/cli/ondemand/gnutls.cpp)
  target_link_libraries(cvextract_gnutls PRIVATE cvextract_options)
  try_compile(CVEXTRACT_LINKS_ARCHIVES_LINK ${PROJECT_BINARY_DIR}/qpdf_archive
    SOURCES ${PROJECT_SOURCE_DIR}/src/cli/ondemand/gnutls.cpp ${PROJECT_SOURCE_DIR}/cmake/qpdf_archive.cpp
    LINK_LIBRARIES ${archives} jpeg z ${CMAKE_DL_LIBS})
  if(CVEXTRACT_LINKS_ARCHIVES_LINK)
    set(CVEXTRACT_LINKS $<TARGET_OBJECTS:cvextract_gnutls> ${archives} jpeg z ${CMAKE_DL_LIBS})
  endif()

  cvextract_archives(archives sqlite3)
  cvextract_link(CVEXTRACT_SQLITE "
    #include <sqlite3.h>
    int main() { return sqlite3_initialize(); }" ${archives} m Threads::Threads ${CMAKE_DL_LIBS})

  cvextract_archives(archives crypto)
  cvextract_link(CVEXTRACT_CRYPTO "
    #define OPENSSL_SUPPRESS_DEPRECATED
    #include <openssl/sha.h>
    int main() { SHA256_CTX s; return SHA256_Init(&s) == 0; }" ${archives} Threads::Threads ${CMAKE_DL_LIBS})

  cvextract_archives(archives seccomp)
  cvextract_link(CVEXTRACT_SECCOMP "
    #include <seccomp.h>
    int main() { return seccomp_init(SCMP_ACT_ALLOW) == nullptr; }" ${archives})
endif()

# Addresses within the program that the loader has to move, packed into bits.
check_linker_flag(CXX -Wl,-z,pack-relative-relocs CVEXTRACT_PACKED_RELOCATIONS)
if(CVEXTRACT_PACKED_RELOCATIONS)
  target_link_options(cvextract_program_dependencies INTERFACE -Wl,-z,pack-relative-relocs)
endif()
# Most of what is still looked up at each start is Poppler's own, and each name is looked for in one library after the
# other in the order in which they are named here.
find_library(CVEXTRACT_POPPLER_CORE poppler)
mark_as_advanced(CVEXTRACT_POPPLER_CORE)
if(CVEXTRACT_POPPLER_CORE)
  target_link_libraries(cvextract_program_dependencies INTERFACE
    -Wl,--push-state,--no-as-needed,${CVEXTRACT_POPPLER_CORE},-lstdc++,-lc,--pop-state)
endif()
target_link_libraries(cvextract_program_dependencies INTERFACE PkgConfig::POPPLER ${CVEXTRACT_LINKS} ${CVEXTRACT_PHONE}
  ${CVEXTRACT_ICU} ${CVEXTRACT_SQLITE} ${CVEXTRACT_CRYPTO} ${CVEXTRACT_SECCOMP} Threads::Threads)
