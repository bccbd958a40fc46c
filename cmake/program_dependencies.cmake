# The program links what is dear to load (libphonenumber with its protobuf and Abseil, RE2, QPDF) from static archives
# where the system has them: the dynamic loader then has half of the symbols to look up at each start, which costs as
# much as a page of a CV. Whatever does not link is taken as shared libraries, as for the library itself.
include(CheckCXXSourceCompiles)

option(CVEXTRACT_STATIC_DEPENDENCIES "Link the program's larger dependencies from static archives where there are any" ON)
add_library(cvextract_program_dependencies INTERFACE)

# archive(VARIABLE NAMES...): full paths of the archives that exist.
function(cvextract_archives variable)
  set(found)
  foreach(name ${ARGN})
    find_library(CVEXTRACT_ARCHIVE_${name} lib${name}.a)
    mark_as_advanced(CVEXTRACT_ARCHIVE_${name})
    if(CVEXTRACT_ARCHIVE_${name})
      list(APPEND found ${CVEXTRACT_ARCHIVE_${name}})
    endif()
  endforeach()
  set(${variable} ${found} PARENT_SCOPE)
endfunction()

set(CVEXTRACT_PHONE PhoneNumber::PhoneNumber PkgConfig::RE2)
set(CVEXTRACT_LINKS PkgConfig::QPDF)
if(CVEXTRACT_STATIC_DEPENDENCIES)
  cvextract_archives(phone_archives phonenumber protobuf-lite re2 absl_hash absl_raw_hash_set absl_strings
    absl_throw_delegate absl_city absl_low_level_hash absl_raw_logging_internal absl_strings_internal absl_base
    absl_spinlock_wait absl_synchronization absl_hashtablez_sampler absl_int128 absl_exponential_biased)
  set(CMAKE_REQUIRED_INCLUDES ${PHONENUMBER_INCLUDE})
  set(CMAKE_REQUIRED_LIBRARIES -Wl,--start-group ${phone_archives} -Wl,--end-group ICU::i18n ICU::uc Threads::Threads)
  check_cxx_source_compiles("
    #include <phonenumbers/phonenumberutil.h>
    int main() {
      i18n::phonenumbers::PhoneNumber n;
      return i18n::phonenumbers::PhoneNumberUtil::GetInstance()->Parse(\"+1\", \"ZZ\", &n);
    }" CVEXTRACT_PHONE_ARCHIVES_LINK)
  if(CVEXTRACT_PHONE_ARCHIVES_LINK)
    set(CVEXTRACT_PHONE ${CMAKE_REQUIRED_LIBRARIES})
  endif()

  cvextract_archives(qpdf_archive qpdf)
  set(CMAKE_REQUIRED_INCLUDES ${QPDF_INCLUDE_DIRS})
  set(CMAKE_REQUIRED_LIBRARIES ${qpdf_archive} gnutls jpeg z)
  check_cxx_source_compiles("
    #define POINTERHOLDER_TRANSITION 4
    #include <qpdf/QPDF.hh>
    int main() { QPDF q; q.emptyPDF(); return 0; }" CVEXTRACT_QPDF_ARCHIVE_LINKS)
  if(CVEXTRACT_QPDF_ARCHIVE_LINKS)
    set(CVEXTRACT_LINKS ${CMAKE_REQUIRED_LIBRARIES})
  endif()
  unset(CMAKE_REQUIRED_INCLUDES)
  unset(CMAKE_REQUIRED_LIBRARIES)
endif()
target_link_libraries(cvextract_program_dependencies INTERFACE PkgConfig::POPPLER ${CVEXTRACT_LINKS} ${CVEXTRACT_PHONE}
  PkgConfig::SECCOMP  ICU::i18n ICU::uc Threads::Threads)
