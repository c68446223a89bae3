# ductus_library(NAME SOURCES ... PUBLIC targets... PRIVATE targets...): the static library ductus::NAME.
function(ductus_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(ductus_${name} STATIC ${ARG_SOURCES})
  add_library(ductus::${name} ALIAS ductus_${name})
  target_link_libraries(ductus_${name} PUBLIC ductus::options ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
endfunction()

# ductus_program(NAME SOURCES ... LINK targets...): build/bin/NAME, and a part of the target `programs`.
add_custom_target(programs)
function(ductus_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ductus::options ${ARG_LINK})
  add_dependencies(programs ${name})
endfunction()

# ductus_tests(NAME [PER_FILE] LINK targets...): every tests/NAME/*_test.cpp in one doctest program.
# ctest sees a test a case; with PER_FILE a test a file, for programs that are slow to start (torch: 0.4 s).
function(ductus_tests name)
  cmake_parse_arguments(ARG "PER_FILE" "" "LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${name}/*_test.cpp)
  if(NOT sources)
    return()
  endif()
  string(REPLACE "/" "_" target test_${name})
  add_executable(${target} ${sources} ${PROJECT_SOURCE_DIR}/tests/support/main.cpp)
  target_link_libraries(${target} PRIVATE ductus::options doctest::doctest ${ARG_LINK})
  target_compile_definitions(${target} PRIVATE DUCTUS_TESTS_DIR="${PROJECT_SOURCE_DIR}/tests" DUCTUS_BIN_DIR="${PROJECT_BINARY_DIR}/bin")
  if(ARG_PER_FILE)
    foreach(source ${sources})
      get_filename_component(stem ${source} NAME_WE)
      add_test(NAME ${name}.${stem} COMMAND ${target} --source-file=*/${stem}.cpp --no-intro)
    endforeach()
  else()
    # a name that the filter does not find again (one with a semicolon, say) would pass without having run
    doctest_discover_tests(${target} TEST_PREFIX "${name}: " PROPERTIES FAIL_REGULAR_EXPRESSION "test cases: +0 ")
  endif()
endfunction()
