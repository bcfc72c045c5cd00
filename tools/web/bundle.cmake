# Called while building: gets the packages that package-lock.json names into FOLDER, once, and bundles
# the script of pages from SOURCE into OUTPUT with them.

file(MAKE_DIRECTORY ${FOLDER})
set(installed ${FOLDER}/node_modules/.installed)  # the lock file that was installed
set(lock ${SOURCE}/package-lock.json)
execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${lock} ${installed}
                RESULT_VARIABLE changed OUTPUT_QUIET ERROR_QUIET)
if(changed)
  foreach(name package.json package-lock.json .npmrc)
    configure_file(${SOURCE}/${name} ${FOLDER}/${name} COPYONLY)
  endforeach()
  execute_process(
    COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund --fetch-retries=1 --fetch-timeout=60000 --loglevel=error
    WORKING_DIRECTORY ${FOLDER} RESULT_VARIABLE failed)
  if(failed)
    get_filename_component(build_folder ${FOLDER} DIRECTORY)
    message(FATAL_ERROR "npm could not get the packages that draw the report's pictures (see above). "
      "Check the network or npm's registry setting and build again, or leave the pictures out: "
      "cmake -DCHANNELSIM_WEB=OFF ${build_folder}")
  endif()
  configure_file(${lock} ${installed} COPYONLY)
endif()

# The sources lie outside the packages' folder, so esbuild is told where these are.
execute_process(
  COMMAND ${CMAKE_COMMAND} -E env NODE_PATH=${FOLDER}/node_modules
    ${NODE} ${FOLDER}/node_modules/esbuild/bin/esbuild ${SOURCE}/src/main.js
    --bundle --minify --format=iife --target=es2020 --charset=utf8 --legal-comments=none --log-level=warning
    "--banner:js=/* With Apache ECharts (Apache-2.0) and ZRender (BSD-3-Clause). */" --outfile=${OUTPUT}
  WORKING_DIRECTORY ${FOLDER} RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "the script of the report's page could not be bundled (see above)")
endif()
