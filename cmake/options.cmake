# Warnings and sanitizers as one interface target, so that a consumer of the package never inherits them.
add_library(cvextract_options INTERFACE)
target_compile_options(cvextract_options INTERFACE -Wall -Wextra -Wshadow -Wpedantic -Wnon-virtual-dtor -Wimplicit-fallthrough)
if(CVEXTRACT_WERROR)
  target_compile_options(cvextract_options INTERFACE -Werror)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # g++ 12 sees overlapping copies in "text" + string (its bug 105329).
    target_compile_options(cvextract_options INTERFACE -Wno-restrict)
  endif()
endif()
if(CVEXTRACT_SANITIZE)
  target_compile_options(cvextract_options INTERFACE -fsanitize=${CVEXTRACT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(cvextract_options INTERFACE -fsanitize=${CVEXTRACT_SANITIZE})
endif()
if(CVEXTRACT_FUZZ)
  # The fuzzer goes where the code under test has not been yet: it must see the library's branches.
  target_compile_options(cvextract_options INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(cvextract_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
