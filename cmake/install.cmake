# Installs the library with its headers, the program, the record's schema, a CMake package and a pkg-config file.
include(CMakePackageConfigHelpers)
set(CVEXTRACT_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/cvextract)

install(TARGETS cvextract EXPORT cvextractTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS cvextract_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY include/cvextract DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp")
install(FILES models/cv-record.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/cvextract)
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

install(EXPORT cvextractTargets NAMESPACE cvextract:: DESTINATION ${CVEXTRACT_PACKAGE_DIR})
configure_package_config_file(cmake/cvextractConfig.cmake.in ${PROJECT_BINARY_DIR}/cvextractConfig.cmake
  INSTALL_DESTINATION ${CVEXTRACT_PACKAGE_DIR})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/cvextractConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/cvextractConfig.cmake ${PROJECT_BINARY_DIR}/cvextractConfigVersion.cmake
  cmake/dependencies.cmake DESTINATION ${CVEXTRACT_PACKAGE_DIR})

configure_file(cmake/cvextract.pc.in ${PROJECT_BINARY_DIR}/cvextract.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/cvextract.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
